namespace Damon.Sampler.Groups;

/// <summary>The processes of the control group of a path, and of all below it.</summary>
/// <param name="hierarchies">Where it is looked for: in the first that has the path and processes there.</param>
/// <param name="path">From the hierarchy's root.</param>
internal sealed class CgroupPathMembers(IReadOnlyList<CgroupHierarchy> hierarchies, string path) : IGroupMembers
{
    /// <summary>Whether any hierarchy has such a group now.</summary>
    public bool Exists => hierarchies.Any(one => CgroupFolder.Exists(one.FolderOf(path)));

    /// <inheritdoc/>
    public void AddTo(HashSet<int> pids)
    {
        var before = pids.Count;
        foreach (var hierarchy in hierarchies)
        {
            CgroupFolder.AddProcesses(hierarchy.FolderOf(path), pids);
            if (pids.Count > before)
            {
                return;
            }
        }
    }
}
