using Damon.Model.Groups;
using Damon.Sampler.Procfs;

namespace Damon.Sampler.Groups;

/// <summary>
/// Finds groups of processes. Control groups are read where their hierarchies are mounted, which costs a file or two; where
/// they are not (a sampler in a container of its own sees only its part of them), by what each process says of itself.
/// </summary>
internal sealed class GroupSearch(ProcessTable processes, TimeProvider time)
{
    private readonly IReadOnlyList<CgroupHierarchy> _hierarchies = CgroupMounts.Read(processes.Root);
    private readonly ProcessScan _scan = new(processes, time);

    /// <summary>Looks at what all groups need; before they are asked for their processes.</summary>
    public void Refresh() => _scan.Refresh();

    /// <summary>The processes of a group.</summary>
    public IGroupMembers Open(GroupKind kind, string name) => kind switch
    {
        GroupKind.Cgroup => OfPath(name),
        GroupKind.Unit => OfName(path => UnitName.IsIn(path, name)),
        GroupKind.Container => OfName(path => ContainerName.IsIn(path, name)),
        _ => OfCommand(new GlobPattern(name)),
    };

    private IGroupMembers OfPath(string name)
    {
        // People know groups by their folders, too; those say in addition which hierarchy is meant.
        var mounted = _hierarchies.FirstOrDefault(one => name.StartsWith(one.Root + "/", StringComparison.Ordinal));
        var path = mounted is null ? name : name[mounted.Root.Length..];
        var inFolders = new CgroupPathMembers(mounted is null ? _hierarchies : [mounted], path);
        return inFolders.Exists ? inFolders : _scan.Add(words => CgroupLine.Parse(words.Cgroups).Any(line => line.IsIn(path)), ofCgroups: true);
    }

    private IGroupMembers OfName(Predicate<string> isOf)
    {
        var inFolders = new NamedCgroupMembers(_hierarchies, isOf, time);
        return inFolders.Exists ? inFolders : _scan.Add(words => CgroupLine.Parse(words.Cgroups).Any(line => isOf(line.Path)), ofCgroups: true);
    }

    private IGroupMembers OfCommand(GlobPattern pattern) => _scan.Add(words => words.Match(pattern));
}
