using Damon.Contracts.Monitoring;

namespace Damon.Server.History.Packing;

/// <summary>
/// The stored form of a snapshot's regions. Neighbours touch nearly always and addresses are page aligned, so that a
/// region costs about 4 bytes instead of 24, and about 10 with everything that is known of it:
/// <code>
/// form (1 byte, 2) · flags (1 byte) · [interval] · count, then for each region
///   size &lt;&lt; 1 | (1 when a gap lies before it) · [gap] · nr_accesses · age · [unknown samples]
///   · [samples · touched · error] · [since]                                                             (varints)
/// </code>
/// Sizes and gaps count pages, or bytes where a border is not page aligned (flag 2). The first gap counts from address 0.
/// Shares are 1 + a whole number of 1/10,000, errors that, too, rounded to a twentieth of them, or 0 where unknown; an unknown share has no error and no place for one.
/// Since when a region is unchanged is told exactly, as what the time from there to the snapshot's start is longer than
/// its age times the interval. Form 1, of earlier versions, knows the flags 1 and 2 only.
/// </summary>
internal static class RegionCodec
{
    /// <summary>The form written.</summary>
    public const byte Form = 2;

    /// <summary>The oldest form read.</summary>
    public const byte OldestForm = 1;

    /// <summary>Flag: every region is followed by its unknown samples.</summary>
    public const byte HasUnknown = 1;

    /// <summary>Flag: sizes and gaps are in bytes.</summary>
    public const byte InBytes = 2;

    /// <summary>Flag: every region has its samples and the share touched.</summary>
    public const byte HasShares = 4;

    /// <summary>Flag: every region tells since when it is unchanged.</summary>
    public const byte HasSince = 8;

    /// <summary>log2 of the page size.</summary>
    public const int PageShift = 12;

    private const int LongestRegion = 64;

    /// <summary>The stored form of a snapshot's regions and of all that is told of each.</summary>
    /// <exception cref="ArgumentException">Out of order, overlapping, empty, larger than 2^63, a negative number, or not as many of something as there are regions; the message says which.</exception>
    public static byte[] Encode(Snapshot snapshot)
    {
        var regions = snapshot.Regions;
        Check(snapshot);
        var shift = Shift(regions);
        var interval = Interval(snapshot);
        var writer = new VarintWriter(32 + (regions.Length * 12));
        writer.Byte(Form);
        writer.Byte((byte)((snapshot.Unknown is null ? 0 : HasUnknown) | (shift == 0 ? InBytes : 0)
            | (HasSharesOf(snapshot) ? HasShares : 0) | (snapshot.SinceUs is null ? 0 : HasSince)));
        if (snapshot.SinceUs is not null)
        {
            writer.Number((ulong)interval);
        }

        writer.Number((ulong)regions.Length);
        var end = 0UL;
        for (var i = 0; i < regions.Length; i++)
        {
            var region = regions[i];
            Check(region, end, i);
            writer.Reserve(LongestRegion);
            WriteNumbers(ref writer, region.Size >> shift, (region.Start - end) >> shift, region.NrAccesses, region.Age);
            if (snapshot.Unknown is { } unknown)
            {
                writer.Number((ulong)Math.Max(0, unknown[i]));
            }

            if (HasSharesOf(snapshot))
            {
                WriteShares(ref writer, Math.Max(0, snapshot.Samples?[i] ?? 0), StoredShare.Pack(snapshot.Touched?[i]), StoredShare.PackError(snapshot.TouchedError?[i]));
            }

            if (snapshot.SinceUs is { } since)
            {
                writer.Signed(snapshot.StartUs - since[i] - (region.Age * interval));
            }

            end = region.End;
        }

        return writer.ToArray();
    }

    /// <summary>The stored form of regions that were stored in another.</summary>
    /// <param name="regions">The regions, from the first on.</param>
    public static byte[] Encode(RegionReader regions)
    {
        var layout = regions.Layout;
        var writer = new VarintWriter(32 + (regions.Count * 12));
        writer.Byte(layout.Form);
        writer.Byte(layout.Flags);
        if (layout.HasSince)
        {
            writer.Number((ulong)layout.IntervalUs);
        }

        writer.Number((ulong)regions.Count);
        var end = 0UL;
        while (regions.MoveNext())
        {
            writer.Reserve(LongestRegion);
            WriteNumbers(ref writer, (regions.End - regions.Start) >> layout.Shift, (regions.Start - end) >> layout.Shift, regions.NrAccesses, regions.Age);
            if (layout.HasUnknown)
            {
                writer.Number((ulong)regions.Unknown);
            }

            if (layout.HasShares)
            {
                WriteShares(ref writer, regions.Samples, regions.TouchedCode, regions.ErrorCode);
            }

            if (layout.HasSince)
            {
                writer.Signed(regions.UnchangedUs - (regions.Age * layout.IntervalUs));
            }

            end = regions.End;
        }

        return writer.ToArray();
    }

    /// <summary>A snapshot with nothing but its regions and what was stored of each.</summary>
    /// <param name="stored">The stored form.</param>
    /// <param name="startUs">The snapshot's start, Unix microseconds.</param>
    /// <exception cref="InvalidDataException">Damaged, or written by a newer version.</exception>
    public static Snapshot Decode(ReadOnlySpan<byte> stored, long startUs) => Decode(new RegionReader(stored), startUs);

    /// <summary>A snapshot with nothing but its regions and what was stored of each.</summary>
    /// <param name="reader">The regions, from the first on.</param>
    /// <param name="startUs">The snapshot's start, Unix microseconds.</param>
    /// <exception cref="InvalidDataException">Damaged.</exception>
    public static Snapshot Decode(RegionReader reader, long startUs)
    {
        var regions = new RegionSample[reader.Count];
        var unknown = reader.HasUnknown ? new int[reader.Count] : null;
        var samples = reader.HasShares ? new int[reader.Count] : null;
        var touched = reader.HasShares ? new double?[reader.Count] : null;
        var errors = reader.HasShares ? new double?[reader.Count] : null;
        var since = reader.HasSince ? new long[reader.Count] : null;
        for (var i = 0; reader.MoveNext(); i++)
        {
            regions[i] = new RegionSample(reader.Start, reader.End, reader.NrAccesses, reader.Age);
            Set(unknown, i, reader.Unknown);
            Set(samples, i, reader.Samples);
            Set(touched, i, reader.Touched);
            Set(errors, i, reader.TouchedError);
            Set(since, i, startUs - reader.UnchangedUs);
        }

        return new Snapshot { StartUs = startUs, Regions = regions, Unknown = unknown, Samples = samples, Touched = touched, TouchedError = errors, SinceUs = since };
    }

    private static void Set<T>(T[]? array, int index, T value)
    {
        if (array is not null)
        {
            array[index] = value;
        }
    }

    private static void WriteNumbers(ref VarintWriter writer, ulong size, ulong gap, int nrAccesses, int age)
    {
        writer.Number((size << 1) | (gap > 0 ? 1UL : 0));
        if (gap > 0)
        {
            writer.Number(gap);
        }

        writer.Number((ulong)nrAccesses);
        writer.Number((ulong)age);
    }

    private static void WriteShares(ref VarintWriter writer, int samples, ulong touched, ulong error)
    {
        writer.Number((ulong)samples);
        writer.Number(touched);
        if (touched != StoredShare.Unknown)
        {
            writer.Number(error);
        }
    }

    private static bool HasSharesOf(Snapshot snapshot) => (snapshot.Samples ?? (object?)snapshot.Touched) is not null;

    // Nominal: what a region of the age n is older than n of these is small.
    private static long Interval(Snapshot snapshot) => Math.Max(0, snapshot.MaxNrAccesses * snapshot.SamplingIntervalUs);

    private static int Shift(ReadOnlySpan<RegionSample> regions)
    {
        var borders = 0UL;
        foreach (var region in regions)
        {
            borders |= region.Start | region.End;
        }

        return (borders & ((1UL << PageShift) - 1)) == 0 ? PageShift : 0;
    }

    private static void Check(Snapshot snapshot)
    {
        Check(snapshot.Unknown?.Length, "numbers of unknown samples");
        Check(snapshot.Samples?.Length, "numbers of samples");
        Check(snapshot.Touched?.Length, "shares touched");
        Check(snapshot.TouchedError?.Length, "errors of the shares touched");
        Check(snapshot.SinceUs?.Length, "times since when they are unchanged");

        void Check(int? count, string what)
        {
            if (count is { } some && some != snapshot.Regions.Length)
            {
                throw new ArgumentException($"There are {snapshot.Regions.Length} regions but {some} {what}.", nameof(snapshot));
            }
        }
    }

    private static void Check(RegionSample region, ulong previousEnd, int index)
    {
        if (region.Start < previousEnd || region.End <= region.Start || region.Size > long.MaxValue || region.NrAccesses < 0 || region.Age < 0)
        {
            throw new ArgumentException($"Region {index} ({region}) is empty, overlaps its predecessor, or has a negative number.");
        }
    }
}
