namespace Damon.Sampler.Groups;

/// <summary>Memory limits of control groups.</summary>
/// <param name="hierarchies">Those that are mounted.</param>
internal sealed class MemoryLimits(IReadOnlyList<CgroupHierarchy> hierarchies)
{
    private const string Controller = "memory";

    /// <summary>Version 1 has no word for no limit: it tells the largest number of pages, in bytes.</summary>
    private const long NoLimit = long.MaxValue - 65_536;

    /// <summary>The least limit of a group and of those above it, bytes; null where there is none, or none is known.</summary>
    /// <param name="path">The group's path; empty for none.</param>
    public long? Of(string path)
        => path.Length == 0 ? null : hierarchies.Min(hierarchy => Tightest(new CgroupPlace(hierarchy, path))?.Bytes);

    /// <summary>The control groups to which the memory of a process may be charged: one in the hierarchy that has the controller, and in a tree of version 2 that may have it.</summary>
    /// <param name="cgroups">The text of its <c>/proc/PID/cgroup</c>.</param>
    public IEnumerable<CgroupPlace> PlacesOf(string cgroups)
    {
        foreach (var hierarchy in hierarchies.Where(static one => FilesOf(one) is not null))
        {
            foreach (var line in CgroupLine.Parse(cgroups).Where(line => hierarchy.IsUnified ? line.Controllers.Count == 0 : line.Controllers.Contains(Controller)))
            {
                yield return new CgroupPlace(hierarchy, line.Path);
            }
        }
    }

    /// <summary>The tightest limit of a group and of those above it, with what is charged there; null where nothing is charged, or that can't be told.</summary>
    /// <param name="place">The group.</param>
    public static MemoryCharge? ChargeOf(CgroupPlace place)
    {
        if (FilesOf(place.Hierarchy) is not { } files)
        {
            return null;
        }

        var tightest = Tightest(place);

        // Where the controller is not given to a group, its memory is charged to the next one above that has it.
        foreach (var one in tightest is null ? place.FromRoot().Reverse() : [tightest.Value.Place])
        {
            if (one.ReadNumber(files.Current) is { } current)
            {
                return new MemoryCharge(one.Path, one.Hierarchy.IsUnified, tightest?.Bytes, current);
            }
        }

        return null;
    }

    // Of several that are the same the topmost, to which most is charged.
    private static (CgroupPlace Place, long Bytes)? Tightest(CgroupPlace place)
    {
        (CgroupPlace Place, long Bytes)? least = null;
        if (FilesOf(place.Hierarchy) is { } files)
        {
            foreach (var one in place.FromRoot())
            {
                if (one.ReadNumber(files.Limit) is { } limit and >= 0 and < NoLimit && limit < (least?.Bytes ?? NoLimit))
                {
                    least = (one, limit);
                }
            }
        }

        return least;
    }

    private static (string Limit, string Current)? FilesOf(CgroupHierarchy hierarchy)
        => hierarchy.IsUnified ? ("memory.max", "memory.current")
            : hierarchy.Controllers.Contains(Controller) ? ("memory.limit_in_bytes", "memory.usage_in_bytes")
            : null;
}
