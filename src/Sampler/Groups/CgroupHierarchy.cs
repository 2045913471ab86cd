namespace Damon.Sampler.Groups;

/// <summary>A tree of control groups: the one of version 2, or one of version 1 with some controllers.</summary>
/// <param name="Root">Where it is mounted.</param>
/// <param name="IsUnified">Whether it is of version 2.</param>
/// <param name="Controllers">Of version 1: its controllers, or <c>name=systemd</c>; empty in version 2.</param>
internal sealed record CgroupHierarchy(string Root, bool IsUnified, IReadOnlyList<string> Controllers)
{
    /// <summary>The controllers of version 1 in whose trees groups are looked for first: those whose groups are made on purpose.</summary>
    private static readonly string[] Preferred = ["memory", "name=systemd", "pids"];

    /// <summary>Place in the order in which hierarchies are looked through, from 0.</summary>
    public int Rank => RankOf(Controllers);

    /// <summary>The folder of a group.</summary>
    /// <param name="path">From the root, beginning with a slash.</param>
    public string FolderOf(string path) => Root + path.TrimEnd('/');

    /// <summary>The same order for a line of <c>/proc/PID/cgroup</c>.</summary>
    /// <param name="controllers">The controllers of its hierarchy; none in version 2.</param>
    public static int RankOf(IReadOnlyList<string> controllers)
    {
        if (controllers.Count == 0)
        {
            return 0;
        }

        var place = Array.FindIndex(Preferred, controllers.Contains);
        return 1 + (place < 0 ? Preferred.Length : place);
    }
}
