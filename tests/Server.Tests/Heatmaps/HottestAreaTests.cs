using CsCheck;
using Damon.Contracts.Monitoring;
using Damon.Model.Time;
using Damon.Server.Heatmaps;
using Damon.Server.History;

namespace Damon.Server.Tests.Heatmaps;

public sealed class HottestAreaTests
{
    /// <summary>Gap (mostly none), pages, accesses, unknown samples of each region.</summary>
    private static readonly Gen<(int Gap, int Size, int Nr, int Unknown)[]> Regions = Gen.Select(
        Gen.Frequency((3, Gen.Const(0)), (1, Gen.Int[1, 5])), Gen.Int[1, 4], Gen.Int[0, 20], Gen.Int[0, 20]).Array[0, 6];

    [Fact]
    public void Build_AnySnapshots_IsTheHeatmapOfTwoWalks()
        => Gen.Select(Regions.Array[0, 5], Gen.Long[0, 300], Gen.Long[1, 300]).Sample((rounds, from, length) =>
        {
            var time = new TimeRange(from, from + length);
            var snapshots = rounds.Select(Snapshot).Where(snapshot => snapshot.Figures.StartUs < time.ToUs && snapshot.Figures.EndUs > time.FromUs).ToArray();

            var one = HottestArea.Build(time, Once(snapshots), CancellationToken.None);

            var areas = HeatmapBuilder.Areas(snapshots, CancellationToken.None);
            var (start, end) = areas.Hottest is { } area ? (area.Start, area.End) : (0, 0);
            var two = HeatmapBuilder.Build(new HeatmapBounds(time.FromUs, time.ToUs, start, end, 1, 1), areas, snapshots, CancellationToken.None);
            Assert.Equal((two.FromUs, two.ToUs, two.Start, two.End, two.Columns, two.Rows), (one.FromUs, one.ToUs, one.Start, one.End, one.Columns, one.Rows));
            Assert.Equal(two.Areas, one.Areas);
            Assert.Equal(two.Cells[0][0] is null, one.Cells[0][0] is null);
            Assert.Equal(two.Cells[0][0] ?? 0, one.Cells[0][0] ?? 0, 3e-4);
            Assert.Equal(one.Cells[0][0] ?? 0, one.Max);
        });

    private static StoredSnapshot Snapshot((int Gap, int Size, int Nr, int Unknown)[] parts, int seq)
    {
        var end = 0x1000UL;
        RegionSample[] regions = [.. parts.Select(part =>
        {
            var start = end + ((ulong)part.Gap << 12);
            end = start + ((ulong)part.Size << 12);
            return new RegionSample(start, end, part.Nr, 0);
        })];
        return StoredSnapshot.Of(1, new Snapshot { Seq = seq, StartUs = seq * 100, EndUs = (seq + 1) * 100, MaxNrAccesses = 20, Regions = regions, Unknown = [.. parts.Select(part => part.Unknown)] });
    }

    /// <summary>Has nothing left for a second walk.</summary>
    private static IEnumerable<T> Once<T>(IReadOnlyCollection<T> items)
    {
        var left = new Queue<T>(items);
        return Walk();

        IEnumerable<T> Walk()
        {
            while (left.TryDequeue(out var item))
            {
                yield return item;
            }
        }
    }
}
