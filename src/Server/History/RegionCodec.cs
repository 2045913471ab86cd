using Damon.Contracts.Monitoring;

namespace Damon.Server.History;

/// <summary>
/// The stored form of a snapshot's regions. Neighbours touch nearly always and addresses are page aligned, so that a
/// region costs about 4 bytes instead of 24:
/// <code>
/// form (1 byte, 1) · flags (1 byte) · count (varint), then for each region
///   size &lt;&lt; 1 | (1 when a gap lies before it) · [gap] · nr_accesses · age · [unknown samples]     (varints)
/// </code>
/// Sizes and gaps count pages, or bytes where a border is not page aligned (flag 2). The first gap counts from address 0.
/// </summary>
internal static class RegionCodec
{
    /// <summary>The form written.</summary>
    public const byte Form = 1;

    /// <summary>Flag: every region is followed by its unknown samples.</summary>
    public const byte HasUnknown = 1;

    /// <summary>Flag: sizes and gaps are in bytes.</summary>
    public const byte InBytes = 2;

    /// <summary>log2 of the page size.</summary>
    public const int PageShift = 12;

    private const int LongestRegion = 4 * 10 + 5;

    /// <summary>The stored form of <paramref name="regions"/>.</summary>
    /// <exception cref="ArgumentException">Out of order, overlapping, empty, larger than 2^63, or a negative number; the message says which region.</exception>
    public static byte[] Encode(ReadOnlySpan<RegionSample> regions, ReadOnlySpan<int> unknown)
    {
        if (!unknown.IsEmpty && unknown.Length != regions.Length)
        {
            throw new ArgumentException($"There are {regions.Length} regions but {unknown.Length} numbers of unknown samples.", nameof(unknown));
        }

        var shift = Shift(regions);
        var writer = new VarintWriter(16 + (regions.Length * 6));
        writer.Byte(Form);
        writer.Byte((byte)((unknown.IsEmpty ? 0 : HasUnknown) | (shift == 0 ? InBytes : 0)));
        writer.Number((ulong)regions.Length);
        var end = 0UL;
        for (var i = 0; i < regions.Length; i++)
        {
            var region = regions[i];
            Check(region, end, i);
            writer.Reserve(LongestRegion);
            var gap = (region.Start - end) >> shift;
            writer.Number(((region.Size >> shift) << 1) | (gap > 0 ? 1UL : 0));
            if (gap > 0)
            {
                writer.Number(gap);
            }

            writer.Number((ulong)region.NrAccesses);
            writer.Number((ulong)region.Age);
            if (!unknown.IsEmpty)
            {
                writer.Number((ulong)Math.Max(0, unknown[i]));
            }

            end = region.End;
        }

        return writer.ToArray();
    }

    /// <summary>The regions of a stored form, with the unknown samples where they were stored.</summary>
    /// <exception cref="InvalidDataException">Damaged, or written by a newer version.</exception>
    public static (RegionSample[] Regions, int[]? Unknown) Decode(ReadOnlySpan<byte> stored)
    {
        var reader = new RegionReader(stored);
        var regions = new RegionSample[reader.Count];
        var unknown = reader.HasUnknown ? new int[reader.Count] : null;
        for (var i = 0; reader.MoveNext(); i++)
        {
            regions[i] = new RegionSample(reader.Start, reader.End, reader.NrAccesses, reader.Age);
            if (unknown is not null)
            {
                unknown[i] = reader.Unknown;
            }
        }

        return (regions, unknown);
    }

    private static int Shift(ReadOnlySpan<RegionSample> regions)
    {
        var borders = 0UL;
        foreach (var region in regions)
        {
            borders |= region.Start | region.End;
        }

        return (borders & ((1UL << PageShift) - 1)) == 0 ? PageShift : 0;
    }

    private static void Check(RegionSample region, ulong previousEnd, int index)
    {
        if (region.Start < previousEnd || region.End <= region.Start || region.Size > long.MaxValue || region.NrAccesses < 0 || region.Age < 0)
        {
            throw new ArgumentException($"Region {index} ({region}) is empty, overlaps its predecessor, or has a negative number.");
        }
    }
}
