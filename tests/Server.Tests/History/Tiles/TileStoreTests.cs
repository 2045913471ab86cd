using CsCheck;
using Damon.Model.Time;
using Damon.Server.History;
using Damon.Server.History.Retention;
using Damon.Server.History.Sqlite;
using Damon.Server.History.Tiles;
using Damon.Server.Tests.History.Chunks;
using Damon.Server.Tests.Hosting;

namespace Damon.Server.Tests.History.Tiles;

public sealed class TileStoreTests : IDisposable
{
    private const long Second = 1_000_000;

    private readonly TemporaryDirectory _directory = new();
    private SqliteDatabase? _database;
    private SqliteHistoryStore? _store;

    public void Dispose()
    {
        Close();
        _directory.Dispose();
    }

    [Fact]
    public void Stream_AtAnyResolution_TellsEachMomentOnceAndNoMoreThanIsNeeded()
        => Gen.Select(Gen.Int, Gen.Int[100, 40_000]).Sample(
            (seed, milliseconds) =>
            {
                var (store, taken) = Recorded(seed, 4_000);
                var resolution = milliseconds * 1_000L;

                var pieces = store.Stream(1, 0, TimeRange.All, resolution).ToList();

                Assert.All(pieces.Where(static one => one.Figures.Tile is not null), one => Assert.InRange(one.Figures.EndUs - one.Figures.StartUs, 1, resolution));
                Assert.All(pieces.Zip(pieces.Skip(1)), static two => Assert.True(two.First.Figures.EndUs <= two.Second.Figures.StartUs));
                Assert.All(taken, snapshot => Assert.Contains(pieces, piece => Overlaps(piece, snapshot)));
                Assert.All(pieces, piece => Assert.Contains(taken, snapshot => Overlaps(piece, snapshot)));
                Assert.True(resolution < 7 * Second || pieces.Count < taken.Count / 2);
            },
            iter: 8,
            threads: 1);

    [Fact]
    public void Stream_ATileOfAnyLevel_IsWithinItsBoundOfWhatWasStored()
        => Gen.Select(Gen.Int, Gen.Int[0, 1]).Sample(
            (seed, level) =>
            {
                var (store, taken) = Recorded(seed, 4_000);
                var random = new Random(seed);
                var levels = Levels();
                var tiles = store.Stream(1, 0, TimeRange.All, TileScale.LengthUs(levels[level])).Where(static one => one.Figures.Tile is not null).ToList();
                Assert.NotEmpty(tiles);
                foreach (var tile in tiles.Take(1).Concat(tiles.Where(_ => random.Next(12) == 0)))
                {
                    TileTruth.Check(tile, taken.Where(snapshot => Overlaps(tile, snapshot)).ToList(), level + 1);
                }
            },
            iter: 6,
            threads: 1);

    [Fact]
    public void Figures_AtAnyResolution_CountEverySnapshotOnceAndKeepMeanLowestAndHighest()
        => Gen.Select(Gen.Int, Gen.Int[100, 20_000]).Sample(
            (seed, milliseconds) =>
            {
                var (store, taken) = Recorded(seed, 3_000);

                var figures = store.Figures(1, 0, TimeRange.All, milliseconds * 1_000L).ToList();

                Assert.Equal(taken.Count, figures.Sum(static one => one.Tile?.Count ?? 1));
                Assert.Equal(taken.Average(static one => one.Figures.WorkingSetBytes), figures.Sum(static one => (double)one.WorkingSetBytes * (one.Tile?.Count ?? 1)) / taken.Count, 4.0);
                Assert.Equal(taken.Min(static one => (double)one.Figures.WorkingSetBytes), figures.Min(static one => one.Tile?.Regions.Low ?? one.WorkingSetBytes), 4_096.0);
                Assert.Equal(taken.Max(static one => (double)one.Figures.WorkingSetBytes), figures.Max(static one => one.Tile?.Regions.High ?? one.WorkingSetBytes), 4_096.0);
                Assert.Equal(taken[^1].Figures.Seq, figures[^1].Seq);
            },
            iter: 8,
            threads: 1);

    [Fact]
    public void Tidy_AfterEveryBatchWithRestarts_MakesTheSameAsAllAtTheEnd()
    {
        var (store, taken) = Recorded(5, 3_000);
        var atTheEnd = Told(store);
        store = Open("other.db");
        store.Append(History.Recorded.Batch(History.Recorded.Session(1)));
        foreach (var batch in taken.Chunk(100))
        {
            store.Append(History.Recorded.Batch([.. batch]));
            store.Tidy();
            if (batch[0].Figures.Seq % 3 == 0)
            {
                store = Reopen("other.db");
            }
        }

        TidyAll(store);

        Assert.Equal(atTheEnd, Told(store));
    }

    [Fact]
    public void Tidy_ARecordingOfAnEarlierVersion_PacksItAndMakesItsTiles()
    {
        var store = Open("damon.db");
        var taken = Take(3, 2_000);
        store.Append(History.Recorded.Batch([History.Recorded.Session(1), .. taken.Take(100)]));
        store.Append(History.Recorded.Batch([History.Recorded.Session(1) with { EndedAt = DateTimeOffset.UnixEpoch.AddHours(1) }]));
        store.Append(History.Recorded.Batch([.. taken.Skip(100)]));
        _database!.OpenWriter().Dispose();
        Execute("DELETE FROM tiles");

        store = Reopen("damon.db");
        TidyAll(store);

        Assert.Equal(0L, Execute("SELECT count(*) FROM snapshots"));
        Assert.InRange((long)Execute("SELECT count(DISTINCT level) FROM tiles")!, 1, 4);
        Assert.Equal(taken.Select(static one => one.Packed), store.Stream(1, 0, TimeRange.All).Select(static one => one.Packed));
    }

    [Fact]
    public void Stream_SnapshotsFromAClockSetBack_AreToldBesideTheTiles()
    {
        var (store, taken) = Recorded(9, 3_000);
        var back = Take(10, 3).Select((one, i) => one with { Figures = one.Figures with { Seq = 10_000 + i, StartUs = one.Figures.StartUs + (5 * Second), EndUs = one.Figures.EndUs + (5 * Second) } }).ToList();
        store.Append(History.Recorded.Batch([.. back]));
        TidyAll(store);

        var figures = store.Figures(1, 0, TimeRange.All, 7 * Second).ToList();

        Assert.Equal(taken.Count + 3, figures.Sum(static one => one.Tile?.Count ?? 1));
        Assert.Equal([10_000L, 10_001, 10_002], figures.Where(static one => one.Tile is null && one.Seq >= 10_000).Select(static one => one.Seq));
    }

    [Fact]
    public void Trim_ABeginning_KeepsItsMeansAsLongAsTheCutSays()
    {
        var (store, taken) = Recorded(4, 9_000);
        var (firstUs, lastUs) = (taken[0].Figures.StartUs, taken[^1].Figures.EndUs);
        var beforeUs = firstUs + ((lastUs - firstUs) * 3 / 4);

        var trim = store.Trim(new RetentionCut(1, beforeUs, long.MinValue))!.Value;

        Assert.Equal(firstUs, trim.FirstUs);
        Assert.InRange(trim.KeptFromUs!.Value, beforeUs - (26 * Second), beforeUs);
        var pieces = store.Stream(1, 0, TimeRange.All, Second).ToList();
        Assert.InRange(pieces[0].Figures.StartUs, firstUs - (27 * Second), firstUs);
        Assert.All(pieces.Where(one => one.Figures.EndUs <= trim.KeptFromUs - (110 * Second)), static one => Assert.True(one.Figures.EndUs - one.Figures.StartUs >= TileScale.LengthUs(TileScale.LowestOfMeans)));
        Assert.All(pieces.Zip(pieces.Skip(1)), static two => Assert.True(two.First.Figures.EndUs <= two.Second.Figures.StartUs));
        Assert.All(pieces.Where(one => one.Figures.StartUs >= trim.KeptFromUs), static one => Assert.True(one.Figures.EndUs - one.Figures.StartUs <= Second));
        Assert.Equal(trim.KeptFromUs, store.Stream(1, 0, TimeRange.All, 0).First(static one => one.Figures.Tile is null).Figures.StartUs);

        var rest = store.Trim(new RetentionCut(1, lastUs - Second, lastUs - Second))!.Value;
        Assert.Equal(rest.KeptFromUs, rest.FirstUs);
        Assert.Equal(rest.FirstUs, store.Stream(1, 0, TimeRange.All, Second).First().Figures.StartUs);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1_000_001, 0L)]
    [InlineData(30_000_000, 289L)]
    [InlineData(long.MaxValue, 399L)]
    public void Last_BeforeAMoment_IsTheLastThatStartsBeforeIt(long beforeUs, long? seq)
    {
        var store = Open("damon.db");
        store.Append(History.Recorded.Batch([History.Recorded.Session(1), .. Enumerable.Range(0, 400).Select(static i => History.Recorded.Snapshot(1, i))]));

        Assert.Equal(seq, store.Last(1, 0, beforeUs)?.Figures.Seq);
    }

    private static bool Overlaps(StoredSnapshot one, StoredSnapshot other) => one.Figures.StartUs < other.Figures.EndUs && one.Figures.EndUs > other.Figures.StartUs;

    private static List<string> Told(SqliteHistoryStore store) => [.. new long[] { 1, 7, 27 }.SelectMany(seconds => store.Stream(1, 0, TimeRange.All, seconds * Second)).Select(TileTruth.Text)];

    private List<int> Levels()
    {
        using var connection = _database!.OpenReader();
        return [.. TileLevels.All(connection, null, 1, 0).Select(static one => one.Level)];
    }

    private static void TidyAll(SqliteHistoryStore store)
    {
        while (store.Tidy())
        {
        }
    }

    // With a hole, and some time in which nobody looked.
    private static List<StoredSnapshot> Take(int seed, int count)
    {
        var samples = new ChunkSamples(seed);
        return [.. Enumerable.Range(0, count).Select(i => samples.Next(1, 0, i, (100 * Second) + (i * 100_000L) + (i > count / 2 ? 40 * Second : 0)))];
    }

    private (SqliteHistoryStore Store, List<StoredSnapshot> Taken) Recorded(int seed, int count)
    {
        var store = Open($"{Guid.NewGuid():n}.db");
        var taken = Take(seed, count);
        store.Append(History.Recorded.Batch([History.Recorded.Session(1), .. taken]));
        TidyAll(store);
        return (store, taken);
    }

    private SqliteHistoryStore Open(string name) => Reopen(name);

    private SqliteHistoryStore Reopen(string name)
    {
        Close();
        _database = new SqliteDatabase(_directory[name], maxMegabytes: 0);
        _store = new SqliteHistoryStore(_database);
        _store.Prepare();
        return _store;
    }

    private object? Execute(string sql)
    {
        using var connection = _database!.OpenWriter();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private void Close()
    {
        _store?.Dispose();
        _database?.Dispose();
    }
}
