using Damon.Model.Groups;
using Damon.Model.Secrets;
using Damon.Sampler.Procfs;

namespace Damon.Sampler.Groups;

/// <summary>
/// Finds groups of processes. Control groups are read where their hierarchies are mounted, which costs a file or two; where
/// they are not (a sampler in a container of its own sees only its part of them), by what each process says of itself.
/// </summary>
/// <param name="processes">All processes.</param>
/// <param name="time">How old what was read may be.</param>
/// <param name="programsOnly">Whether patterns are matched with command lines without their arguments.</param>
internal sealed class GroupSearch(ProcessTable processes, TimeProvider time, bool programsOnly = false)
{
    private readonly IReadOnlyList<CgroupHierarchy> _hierarchies = CgroupMounts.Read(processes.Root);
    private readonly ProcessScan _scan = new(processes, time);

    /// <summary>Looks at what all groups need; before they are asked for their processes.</summary>
    public void Refresh() => _scan.Refresh();

    /// <summary>The processes of a group.</summary>
    public IGroupMembers Open(GroupKind kind, string name)
        => CgroupRule.Of(kind, name, _hierarchies) is not { } rule ? OfCommand(new GlobPattern(name))
            : rule.Path is { } path ? OfPath(rule, path)
            : OfName(rule);

    /// <summary>The ids of a group's processes now, for who asks once; kernel threads and the dead may be among them.</summary>
    public IReadOnlySet<int> Find(GroupKind kind, string name)
    {
        var (members, pids) = (Open(kind, name), new HashSet<int>());
        Refresh();
        members.AddTo(pids);
        return pids;
    }

    private IGroupMembers OfPath(CgroupRule rule, string path)
    {
        var inFolders = new CgroupPathMembers(rule.Hierarchies, path);
        return inFolders.Exists ? inFolders : OfWords(rule);
    }

    private IGroupMembers OfName(CgroupRule rule)
    {
        var inFolders = new NamedCgroupMembers(rule.Hierarchies, rule.IsIn, time);
        return inFolders.Exists ? inFolders : OfWords(rule);
    }

    private IGroupMembers OfWords(CgroupRule rule) => _scan.Add(words => rule.Holds(words.Cgroups), ofCgroups: true);

    private IGroupMembers OfCommand(GlobPattern pattern) => _scan.Add(words => (programsOnly ? words with { CommandLine = ProgramWord.Of(words.CommandLine) } : words).Match(pattern));
}
