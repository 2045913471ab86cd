using System.Globalization;
using Damon.Contracts.Monitoring;

namespace Damon.EndToEnd.Tests.Browser;

/// <summary>Where the demo's memory lies: eight areas of 32 MiB, hot for four seconds each in turn.</summary>
internal sealed class DemoMap
{
    private const int Areas = 8;
    private const ulong AreaSize = 32ul << 20;
    private const long AreaTimeUs = 4_000_000;

    /// <summary>Stairs, the wandering window's area and the index.</summary>
    private const ulong WholeSize = Areas * AreaSize + (36ul << 20);

    private readonly ulong _start;

    private DemoMap(ulong start) => _start = start;

    /// <summary>Looks for a run of writable mappings of just the demo's size.</summary>
    public static DemoMap Of(int pid)
    {
        ulong start = 0, end = 0;
        foreach (var words in File.ReadLines($"/proc/{pid}/maps").Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
        {
            var range = words[0].Split('-').Select(text => ulong.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)).ToArray();
            var writable = words[1].StartsWith("rw-p", StringComparison.Ordinal);
            start = writable && range[0] == end ? start : range[0];
            end = range[1];
            if (writable && end - start == WholeSize)
            {
                return new DemoMap(start);
            }
        }

        throw new InvalidOperationException($"Process {pid} has not the demo's memory.");
    }

    /// <summary>
    /// In which part of the snapshots the hottest area is the one that a staircase of four seconds a step has there. When
    /// the demo began is not known: the best fit counts.
    /// </summary>
    public double ShareOfTimeOnStairs(IReadOnlyList<Snapshot> snapshots)
    {
        var hottest = snapshots.Select(snapshot => (snapshot.StartUs, Area: HottestArea(snapshot))).ToArray();
        return Enumerable.Range(0, 320).Max(tenths => hottest.Count(seen =>
            seen.Area == (seen.StartUs + tenths * 100_000L) / AreaTimeUs % Areas) / (double)hottest.Length);
    }

    private int HottestArea(Snapshot snapshot) => Enumerable.Range(0, Areas).MaxBy(area => Heat(snapshot, _start + (ulong)area * AreaSize));

    private static double Heat(Snapshot snapshot, ulong start) => snapshot.Regions.Sum(region =>
    {
        var (from, to) = (Math.Max(region.Start, start), Math.Min(region.End, start + AreaSize));
        return to > from ? (to - from) * (double)region.NrAccesses : 0;
    });
}
