namespace Damon.Sampler.Groups;

/// <summary>Memory limits of control groups.</summary>
/// <param name="hierarchies">Those that are mounted.</param>
internal sealed class MemoryLimits(IReadOnlyList<CgroupHierarchy> hierarchies)
{
    /// <summary>Version 1 has no word for no limit: it tells the largest number of pages, in bytes.</summary>
    private const long NoLimit = long.MaxValue - 65_536;

    /// <summary>The least limit of a group and of those above it, bytes; null where there is none, or none is known.</summary>
    /// <param name="path">The group's path; empty for none.</param>
    public long? Of(string path)
    {
        if (path.Length == 0)
        {
            return null;
        }

        long? least = null;
        foreach (var hierarchy in hierarchies)
        {
            if (FileOf(hierarchy) is { } file)
            {
                foreach (var above in new CgroupLine([], path).Upwards())
                {
                    var limit = CgroupFolder.ReadNumber(hierarchy.FolderOf(above), file);
                    least = limit is >= 0 and < NoLimit ? Math.Min(least ?? NoLimit, limit.Value) : least;
                }
            }
        }

        return least;
    }

    private static string? FileOf(CgroupHierarchy hierarchy)
        => hierarchy.IsUnified ? "memory.max"
            : hierarchy.Controllers.Contains("memory") ? "memory.limit_in_bytes"
            : null;
}
