using Damon.Model.Addresses;

namespace Damon.Client.Addresses;

/// <summary>
/// The compressed address axis: monitored areas stacked as bands, low addresses at the bottom, with the gaps between
/// them cut out. Positions run from 0 (bottom) to 1 (top). An area's height follows what of it can be accessed, but none is
/// too small to be seen: a heap of 132 KiB beside a mapping area of gigabytes would otherwise have no pixel.
/// </summary>
public sealed class AddressAxis
{
    /// <summary>Height of a cut that is labelled with its size.</summary>
    public const double WideCut = 0.034;

    /// <summary>Height of a cut within an area, where a hole of less than <see cref="WideGap"/> is left out.</summary>
    public const double ThinCut = 0.012;

    /// <summary>Gaps from this size on get a wide cut, bytes.</summary>
    public const ulong WideGap = 1 << 30;

    /// <summary>What all cuts together take at most: many are lower.</summary>
    private const double MostCut = 0.24;

    /// <summary>Smallest share of the height left for bands that one band gets, when there are few.</summary>
    private const double SmallestShare = 0.11;

    /// <summary>What all bands together get at least by being seen, and not by their size, when there are many.</summary>
    private const double SmallestShares = 0.4;

    private AddressAxis(IReadOnlyList<AxisBand> bands) => Bands = bands;

    /// <summary>An axis of nothing, before any address is known.</summary>
    public static AddressAxis Empty { get; } = new([]);

    /// <summary>Bands from low to high addresses.</summary>
    public IReadOnlyList<AxisBand> Bands { get; }

    /// <summary>Builds the axis.</summary>
    /// <param name="areas">Areas in address order, none empty, none overlapping.</param>
    /// <param name="accessible">What of them can be accessed, in address order; null or empty for all.</param>
    public static AddressAxis Create(IReadOnlyList<AddressRange> areas, IReadOnlyList<AddressRange>? accessible = null)
    {
        if (areas.Count == 0)
        {
            return Empty;
        }

        var shares = Shares([.. areas.Select(a => Weight(a, accessible))]);
        var cuts = Cuts(areas);
        var usable = 1 - cuts.Sum();
        var bands = new AxisBand[areas.Count];
        var bottom = 0.0;
        for (var i = 0; i < bands.Length; i++)
        {
            var last = i == bands.Length - 1;
            var top = last ? 1 : bottom + (shares[i] * usable);
            bands[i] = new AxisBand(areas[i], bottom, top);
            bottom = last ? 1 : top + cuts[i];
        }

        return new AddressAxis(bands);
    }

    /// <summary>Position of an address; null when it is not on the axis. An area's end counts as its top.</summary>
    public double? PositionOf(ulong address)
    {
        foreach (var band in Bands)
        {
            if (address >= band.Range.Start && address <= band.Range.End)
            {
                return band.Bottom + (band.Height * ((address - band.Range.Start) / (double)band.Range.Size));
            }
        }

        return null;
    }

    /// <summary>The address at a position; null in a cut and outside the axis.</summary>
    public ulong? AddressAt(double position)
        => BandAt(position) is { } band ? AddressWithin(band, position) : null;

    /// <summary>The address on the axis that is nearest to a position; null on an empty axis.</summary>
    public ulong? NearestTo(double position)
        => Bands.Count == 0 ? null : AddressWithin(Bands.MinBy(b => Math.Max(b.Bottom - position, position - b.Top)), position);

    /// <summary>The band at a position; null in a cut and outside the axis.</summary>
    public AxisBand? BandAt(double position)
    {
        foreach (var band in Bands)
        {
            if (position >= band.Bottom && position < band.Top)
            {
                return band;
            }
        }

        return null;
    }

    /// <summary>The address of a position inside <paramref name="band"/>, clamped to its range.</summary>
    public static ulong AddressWithin(AxisBand band, double position)
    {
        var share = Math.Clamp((position - band.Bottom) / band.Height, 0, 1);
        return band.Range.Start + Math.Min(band.Range.Size, (ulong)(share * band.Range.Size));
    }

    /// <summary>Whether both axes show the same areas.</summary>
    public bool SameAs(AddressAxis other) => Bands.Select(b => b.Range).SequenceEqual(other.Bands.Select(b => b.Range));

    private static double[] Cuts(IReadOnlyList<AddressRange> areas)
    {
        var cuts = Enumerable.Range(0, areas.Count - 1).Select(i => Cut(areas[i], areas[i + 1])).ToArray();
        var part = Math.Min(1, MostCut / Math.Max(cuts.Sum(), MostCut));
        return [.. cuts.Select(cut => cut * part)];
    }

    // Areas that touch have nothing between them to be cut out.
    private static double Cut(AddressRange low, AddressRange high)
        => high.Start == low.End ? 0 : high.Start - low.End >= WideGap ? WideCut : ThinCut;

    // Bands that would come out below the smallest share get it; the rest divide what is left by size. Raising one
    // may push another below, hence the loop, which ends because each turn raises at least one more.
    private static double[] Shares(double[] sizes)
    {
        var smallest = Math.Min(SmallestShare, SmallestShares / sizes.Length);
        var shares = new double[sizes.Length];
        var raised = new bool[sizes.Length];
        bool again;
        do
        {
            again = false;
            var left = 1 - (smallest * raised.Count(r => r));
            var size = sizes.Where((_, i) => !raised[i]).Sum();
            for (var i = 0; i < shares.Length; i++)
            {
                shares[i] = raised[i] ? smallest : left * sizes[i] / size;
                if (!raised[i] && shares[i] < smallest)
                {
                    raised[i] = again = true;
                }
            }
        }
        while (again);
        return shares;
    }

    private static double Weight(AddressRange area, IReadOnlyList<AddressRange>? accessible)
    {
        if (accessible is not { Count: > 0 })
        {
            return area.Size;
        }

        // At least a page: an area without anything accessible is still one.
        return 4096 + accessible
            .Where(a => a.End > area.Start && a.Start < area.End)
            .Sum(a => (double)(Math.Min(a.End, area.End) - Math.Max(a.Start, area.Start)));
    }
}
