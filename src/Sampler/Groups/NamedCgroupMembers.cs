namespace Damon.Sampler.Groups;

/// <summary>
/// The processes of control groups that are known by their names, wherever they lie. Looking through a whole hierarchy
/// takes milliseconds, so that it is done only when the groups found are empty or gone, and every ten seconds.
/// </summary>
/// <param name="hierarchies">Where they are looked for: in the first that has some with processes.</param>
/// <param name="isOf">Whether a path lies in such a group.</param>
/// <param name="time">Tells when to look again.</param>
internal sealed class NamedCgroupMembers(IReadOnlyList<CgroupHierarchy> hierarchies, Predicate<string> isOf, TimeProvider time) : IGroupMembers
{
    private static readonly TimeSpan SearchInterval = TimeSpan.FromSeconds(10);

    private string[] _folders = [];
    private long _searchedAt;

    /// <summary>Whether any hierarchy has such a group now.</summary>
    public bool Exists => hierarchies.Any(one => Search(one).Length > 0);

    /// <inheritdoc/>
    public void AddTo(HashSet<int> pids)
    {
        var before = pids.Count;
        if (_folders.Length > 0 && _folders.All(CgroupFolder.Exists) && time.GetElapsedTime(_searchedAt) < SearchInterval)
        {
            AddAll(pids);
        }

        if (pids.Count > before)
        {
            return;
        }

        _searchedAt = time.GetTimestamp();
        foreach (var hierarchy in hierarchies)
        {
            _folders = Search(hierarchy);
            AddAll(pids);
            if (pids.Count > before)
            {
                return;
            }
        }
    }

    private string[] Search(CgroupHierarchy hierarchy) => [.. CgroupFolder.Find(hierarchy.FolderOf("/"), "/", isOf)];

    private void AddAll(HashSet<int> pids)
    {
        foreach (var folder in _folders)
        {
            CgroupFolder.AddProcesses(folder, pids);
        }
    }
}
