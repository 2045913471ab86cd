using CsCheck;
using Damon.Client.Addresses;
using Damon.Client.Pictures;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Model.Addresses;
using Damon.Model.Binning;
using Damon.Model.Monitoring;
using Damon.Server.Heatmaps;

namespace Damon.Server.Tests.Heatmaps;

/// <summary>What a page draws while it watches is, cell by cell, what it draws of the recording afterwards.</summary>
public sealed class LiveEqualsReplayTests
{
    private const ulong Page = 4096;
    private const int MostSamples = 20;
    private const long SamplingUs = 5_000;

    private static readonly long[] Windows = [1_000_000, 1_930_000, 15_000_000];

    // Heap, mapping area and stack: far enough from each other that the axis cuts what lies between.
    private static readonly ulong[] Areas = [0x55_0000_0000, 0x7f00_0000_0000, 0x7fff_0000_0000];

    private static readonly Gen<(Snapshot[] Snapshots, Mapping[] Mappings, double Bottom, double Height, int Rows, long WindowUs)> Sessions =
        from snapshots in Gen.Select(Gen.Long[-20_000, 20_000], Gen.Frequency((8, Gen.Const(0L)), (2, Gen.Long[1, 700_000])), AnyRegions()).Array[1, 40]
        from mapped in Gen.Select(Gen.Int[0, Areas.Length - 1], Gen.ULong[0, 400], Gen.ULong[1, 200], Gen.Bool).Array[0, 6]
        from bottom in Gen.Frequency((1, Gen.Const(0.0)), (1, Gen.Double[0, 0.9]))
        from height in Gen.Frequency((1, Gen.Const(1.0)), (1, Gen.Double[0.05, 1]))
        from rows in Gen.Int[1, 150]
        from window in Gen.Int[0, Windows.Length - 1]
        select (InTime(snapshots), Mapped(mapped), bottom, height, rows, Windows[window]);

    [Theory]
    [InlineData(CellMeasure.Rate)]
    [InlineData(CellMeasure.Touched)]
    [InlineData(CellMeasure.Idle)]
    public void Picture_OfAnySnapshots_IsTheSameLiveAndReplayed(CellMeasure measure) => Sessions.Sample(session =>
    {
        var live = new LivePicture(session.WindowUs, session.Rows);
        live.SetMeasure(measure);
        live.SetMappings(session.Mappings);
        var from = Math.Min(session.Bottom, 1 - Math.Min(session.Height, 1));
        foreach (var (index, snapshot) in session.Snapshots.Index())
        {
            live.Add(snapshot);
            if (index == session.Snapshots.Length / 2)
            {
                live.SetView(from, from + session.Height, session.Rows, session.WindowUs);
            }
        }

        live.Past = new InferredPast(session.Snapshots[0]);
        var recorded = Recorded(live, session.Snapshots, session.Mappings);
        var (ofLive, ofRecorded) = (new float[session.Rows], new float[session.Rows]);
        for (var column = live.Oldest; column <= live.Newest; column++)
        {
            live.Read(column, ofLive);
            recorded.Read(column - live.Oldest, ofRecorded);
            Assert.Equal(ofRecorded, ofLive);
            Assert.Equal(recorded.IsInferred(column - live.Oldest), live.IsInferred(column));
        }
    }, iter: 800);

    [Fact]
    public void Picture_OfOneSnapshot_HasWhatWasSampledAndNotElsewhere()
    {
        // Guards the property above against comparing nothing with nothing.
        var snapshot = new Snapshot
        {
            StartUs = 100_000,
            EndUs = 200_000,
            MaxNrAccesses = MostSamples,
            SamplingIntervalUs = SamplingUs,
            Regions = [new(Areas[0], Areas[0] + (10 * Page), 10, 0), new(Areas[0] + (10 * Page), Areas[0] + (20 * Page), 5, 0)],
            Unknown = [0, MostSamples],
        };
        var live = new LivePicture(1_000_000, 2);
        live.Add(snapshot);
        var values = new float[2];
        Recorded(live, [snapshot], []).Read(live.Newest - live.Oldest, values);

        Assert.Equal([50, float.NaN], values);
    }

    private static RecordedPicture Recorded(LivePicture live, IReadOnlyList<Snapshot> snapshots, Mapping[] mappings)
    {
        var columnUs = (long)live.ColumnUs;
        var columns = (int)(live.Newest - live.Oldest + 1);
        var from = live.Oldest * columnUs;
        var grid = new CellGrid(from, columnUs, columns, live.Rows.Count, live.Measure);
        var parts = live.Rows.Parts.Where(part => part.Range.Size >= (ulong)part.Rows).ToArray();
        if (parts.Length > 0)
        {
            HeatmapGrid[] bands = [.. parts.Select(part => new HeatmapGrid(
                new HeatmapBounds(from, grid.ToUs, part.Range.Start, part.Range.End, columns, part.Rows) { EvenRows = true, Measure = live.Measure }))];
            foreach (var snapshot in snapshots)
            {
                foreach (var band in bands)
                {
                    for (var i = 0; i < snapshot.Regions.Length; i++)
                    {
                        var region = snapshot.Regions[i];
                        band.Add(new AddressRange(region.Start, region.End), snapshot.MeasureOf(i, live.Measure));
                    }

                    band.Complete(snapshot.StartUs, snapshot.EndUs);
                }
            }

            var packed = new PackedCells(columns, parts.Sum(part => part.Rows));
            var row = 0;
            foreach (var (band, part) in bands.Zip(parts))
            {
                band.Pack(packed, row);
                row += part.Rows;
            }

            GridAssembly.Copy(PackedCells.TryRead(packed.Bytes.ToArray())!, grid, parts);
        }

        var mask = RowMask.Create(live.Rows, Damon.Client.Addresses.AreaFinder.Accessible(mappings));
        return new RecordedPicture(grid, live.Rows, mask, live.Past);
    }

    // Each after the one before, as long as asked for but for some jitter, now and then with a gap.
    private static Snapshot[] InTime((long JitterUs, long GapUs, (RegionSample[] Regions, int[]? Unknown) Seen)[] parts)
    {
        var snapshots = new Snapshot[parts.Length];
        var at = 1_700_000_000_000_000L;
        for (var i = 0; i < parts.Length; i++)
        {
            var start = at + parts[i].GapUs;
            at = start + (MostSamples * SamplingUs) + parts[i].JitterUs;
            snapshots[i] = new Snapshot
            {
                Seq = i,
                StartUs = start,
                EndUs = at,
                MaxNrAccesses = MostSamples,
                SamplingIntervalUs = SamplingUs,
                Regions = parts[i].Seen.Regions,
                Unknown = parts[i].Seen.Unknown,

                // Every other snapshot is estimated, and some of its regions were not sampled.
                Touched = i % 2 == 0 ? null : [.. parts[i].Seen.Regions.Select(region => region.Age % 3 == 0 ? (double?)null : region.NrAccesses / (double)MostSamples)],
            };
        }

        return snapshots;
    }

    private static Gen<(RegionSample[] Regions, int[]? Unknown)> AnyRegions() =>
        from parts in Gen.Select(Gen.Int[0, Areas.Length - 1], Gen.ULong[0, 30], Gen.ULong[1, 300], Gen.Int[0, MostSamples], Gen.Int[0, MostSamples], Gen.Int[0, 30]).Array[0, 25]
        from anyUnknown in Gen.Bool
        select Regions(parts, anyUnknown);

    private static (RegionSample[] Regions, int[]? Unknown) Regions((int Area, ulong Gap, ulong Pages, int Accesses, int Unknown, int Age)[] parts, bool anyUnknown)
    {
        var regions = new List<RegionSample>();
        var unknown = new List<int>();
        foreach (var area in parts.GroupBy(part => part.Area).OrderBy(group => group.Key))
        {
            var at = Areas[area.Key];
            foreach (var part in area)
            {
                var start = at + (part.Gap < 15 ? 0 : part.Gap * Page);
                at = start + (part.Pages * Page);
                unknown.Add(part.Unknown < 10 ? 0 : part.Unknown);
                regions.Add(new RegionSample(start, at, Math.Min(part.Accesses, anyUnknown ? MostSamples - unknown[^1] : MostSamples), part.Age));
            }
        }

        return ([.. regions], anyUnknown ? [.. unknown] : null);
    }

    private static Mapping[] Mapped((int Area, ulong Gap, ulong Pages, bool Readable)[] parts)
    {
        var mappings = new List<Mapping>();
        foreach (var area in parts.GroupBy(part => part.Area).OrderBy(group => group.Key))
        {
            var at = Areas[area.Key];
            foreach (var part in area)
            {
                var start = at + (part.Gap * Page);
                at = start + (part.Pages * Page);
                mappings.Add(new Mapping(start, at, part.Readable ? "rw-p" : "---p", "", MappingKind.Anonymous));
            }
        }

        return [.. mappings];
    }
}
