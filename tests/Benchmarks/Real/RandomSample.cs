using Damon.Sampler.Monitoring.Sights;

namespace Damon.Benchmarks.Real;

/// <summary>
/// The reference where nothing is known by construction: of a few hundred pages drawn at random over all memory, how many
/// are accessed in a time. Memory shared with other processes is left out, as it is in what it is compared with. Too few
/// to slow the program, drawn anew each time, and independent of all planning.
/// </summary>
internal static class RandomSample
{
    private const int Pages = 300;
    private const ulong PageSize = 4096;

    /// <summary>Bytes touched in a time, and its standard error.</summary>
    public static (double Bytes, double Error) Touched(IReadOnlyList<int> pids, int milliseconds, int rounds)
    {
        var (bytes, variance) = (0.0, 0.0);
        using var operations = Host.Operations();
        foreach (var pid in pids)
        {
            using var target = operations.Open(Host.Identity(pid));
            var (hits, seen, size) = (0.0, 0.0, 0.0);
            for (var round = 0; round < rounds; round++)
            {
                size = Round(target.Pages!, milliseconds, new Random(round), ref hits, ref seen);
                Thread.Sleep(Math.Max(1, 400 / pids.Count));
            }

            var share = hits / seen;
            bytes += share * size;
            variance += size * size * share * (1 - share) / seen;
        }

        return (bytes, Math.Sqrt(variance));
    }

    private static double Round(IPageOperations pages, int milliseconds, Random random, ref double hits, ref double seen)
    {
        var areas = new List<MonitoredArea>();
        pages.ReadAreas(areas);
        areas.RemoveAll(static area => area.IsShared);
        var size = areas.Sum(area => (double)area.Range.Size);
        var addresses = Enumerable.Range(0, Pages).Select(_ => Draw(areas, random.NextDouble() * size)).Distinct().Order().ToArray();
        var sights = new PageSight[addresses.Length];
        pages.MakeOld(addresses, sights);
        var observed = sights.Select(sight => sight is PageSight.Idle or PageSight.Absent or PageSight.MadeOld).ToArray();
        Thread.Sleep(milliseconds);
        pages.Look(addresses, sights);
        for (var i = 0; i < addresses.Length; i++)
        {
            seen += observed[i] ? 1 : 0;
            hits += observed[i] && sights[i] == PageSight.Accessed ? 1 : 0;
        }

        return size;
    }

    private static ulong Draw(List<MonitoredArea> areas, double offset)
    {
        foreach (var area in areas)
        {
            if (offset < area.Range.Size)
            {
                return (area.Range.Start + (ulong)offset) & ~(PageSize - 1);
            }

            offset -= area.Range.Size;
        }

        return areas[^1].Range.Start;
    }
}
