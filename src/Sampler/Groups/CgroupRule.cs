using Damon.Model.Groups;
using Damon.Sampler.Procfs;

namespace Damon.Sampler.Groups;

/// <summary>Which control groups are meant by a name.</summary>
/// <param name="Hierarchies">Where they are looked for.</param>
/// <param name="Path">The path of the one that is meant, from its hierarchy's root; null when they are known by their names, wherever they lie.</param>
/// <param name="IsIn">Whether a path lies in one of them.</param>
internal sealed record CgroupRule(IReadOnlyList<CgroupHierarchy> Hierarchies, string? Path, Predicate<string> IsIn)
{
    /// <summary>The rule for a group of processes; null for one that is not made of control groups.</summary>
    /// <param name="kind">How the group is named.</param>
    /// <param name="name">Its name.</param>
    /// <param name="hierarchies">Those that are mounted.</param>
    public static CgroupRule? Of(GroupKind kind, string name, IReadOnlyList<CgroupHierarchy> hierarchies) => kind switch
    {
        GroupKind.Cgroup => OfPath(name, hierarchies),
        GroupKind.Unit => new CgroupRule(hierarchies, null, path => UnitName.IsIn(path, name)),
        GroupKind.Container => new CgroupRule(hierarchies, null, path => ContainerName.IsIn(path, name)),
        _ => null,
    };

    /// <summary>Whether a process belongs to one of them.</summary>
    /// <param name="cgroups">The text of its <c>/proc/PID/cgroup</c>.</param>
    public bool Holds(string cgroups) => CgroupLine.Parse(cgroups).Any(line => IsIn(line.Path));

    /// <summary>The topmost of them at or above a group; null when it lies in none.</summary>
    /// <param name="path">The group's path.</param>
    public string? TopOf(string path) => new CgroupLine([], path).Upwards().Prepend(CgroupLine.Root).FirstOrDefault(above => IsIn(above));

    private static CgroupRule OfPath(string name, IReadOnlyList<CgroupHierarchy> hierarchies)
    {
        // People know groups by their folders, too; those say in addition which hierarchy is meant.
        var mounted = hierarchies.FirstOrDefault(one => name.StartsWith(one.Root + "/", StringComparison.Ordinal));
        var path = mounted is null ? name : name[mounted.Root.Length..];
        return new CgroupRule(mounted is null ? hierarchies : [mounted], path, other => new CgroupLine([], other).IsIn(path));
    }
}
