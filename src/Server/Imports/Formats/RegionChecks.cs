using System.Globalization;
using System.Runtime.InteropServices;

namespace Damon.Server.Imports.Formats;

/// <summary>Whether the regions of a snapshot are ones, and in order.</summary>
internal static class RegionChecks
{
    /// <summary>Most regions of one snapshot: it must be in memory as a whole. Sixteen times what a session may ask for.</summary>
    public const int Most = 1_000_000;

    /// <summary>What is wrong with a snapshot that has more.</summary>
    public const string TooMany = "the snapshot has more than 1,000,000 regions; that is more than can be shown";

    /// <summary>Checks the regions and, where they are not, brings them into the order of addresses.</summary>
    /// <exception cref="RecordFaultException">One is empty, overlaps another, or has an impossible number.</exception>
    public static void Check(RecordedSnapshot snapshot)
    {
        var regions = snapshot.Regions;
        var isOrdered = true;
        for (var i = 0; i < regions.Count; i++)
        {
            Check(snapshot, i);
            isOrdered &= i == 0 || regions[i].Start >= regions[i - 1].End;
        }

        if (!isOrdered)
        {
            Sort(snapshot);
        }

        var bytes = UInt128.Zero;
        foreach (ref readonly var region in CollectionsMarshal.AsSpan(regions))
        {
            bytes += region.End!.Value - region.Start!.Value;
        }

        if (bytes > long.MaxValue)
        {
            throw RecordFaultException.At(snapshot.Place, "its regions are larger than 2^63 - 1 bytes together");
        }
    }

    private static void Check(RecordedSnapshot snapshot, int index)
    {
        var region = snapshot.Regions[index];
        if (region.End <= region.Start)
        {
            throw RecordFaultException.At(snapshot.PlaceOf(index), $"end {Hex(region.End)} is not above start {Hex(region.Start)}");
        }

        if (region.Samples is < 0 or > int.MaxValue)
        {
            throw RecordFaultException.At(snapshot.PlaceOf(index), Invariant($"{region.Samples} accesses are no number of samples; it is 0 to {int.MaxValue}"));
        }

        if (region.Percent is < 0)
        {
            throw RecordFaultException.At(snapshot.PlaceOf(index), Invariant($"{region.Percent} percent of the samples is less than none"));
        }
    }

    /// <summary>damo's own sums of snapshots are not in order. Messages name the place in the file all the same.</summary>
    private static void Sort(RecordedSnapshot snapshot)
    {
        var regions = snapshot.Regions;
        int[] places = [.. Enumerable.Range(0, regions.Count)];
        var sorted = regions.ToArray();
        Array.Sort(sorted, places, Comparer<RecordedRegion>.Create((a, b) => a.Start!.Value.CompareTo(b.Start!.Value)));
        for (var i = 1; i < sorted.Length; i++)
        {
            if (sorted[i].Start < sorted[i - 1].End)
            {
                var (later, earlier) = places[i] > places[i - 1] ? (i, i - 1) : (i - 1, i);
                throw RecordFaultException.At(
                    snapshot.PlaceOf(places[later]),
                    $"{Hex(sorted[later].Start)} to {Hex(sorted[later].End)} overlaps {Hex(sorted[earlier].Start)} to {Hex(sorted[earlier].End)}, another region of the same snapshot");
            }
        }

        regions.Clear();
        regions.AddRange(sorted);
    }

    private static string Hex(ulong? address) => Invariant($"0x{address:x}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
