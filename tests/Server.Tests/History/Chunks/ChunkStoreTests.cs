using CsCheck;
using Damon.Model.Sessions;
using Damon.Model.Time;
using Damon.Server.History;
using Damon.Server.History.Sqlite;
using Damon.Server.Tests.Hosting;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Damon.Server.Tests.History.Chunks;

/// <summary>Snapshots are packed into chunks while they come, and nobody who asks sees any of it.</summary>
public sealed class ChunkStoreTests : IDisposable
{
    private const long Second = 1_000_000;

    private readonly TemporaryDirectory _directory = new();
    private int _files;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void AnyRecording_IsReadAsFromAStoreThatPacksNothing()
        => Gen.Int.Sample(
            seed =>
            {
                var random = new Random(seed);
                using var database = new SqliteDatabase(_directory[$"{Interlocked.Increment(ref _files)}.db"], maxMegabytes: 0);
                using var store = new SqliteHistoryStore(database);
                store.Prepare();
                var plain = new MemoryHistoryStore();
                foreach (var batch in Batches(random))
                {
                    store.Append(batch);
                    plain.Append(batch);
                }

                Assert.True(Chunks(database) > 0);
                AssertSame(plain, store, random);
            },
            iter: 8,
            threads: 1);

    [Fact]
    public void Append_ASessionThatHasEnded_IsPackedToTheLast()
    {
        using var database = new SqliteDatabase(_directory["a.db"], maxMegabytes: 0);
        using var store = new SqliteHistoryStore(database);
        store.Prepare();
        store.Append(Recorded.Batch([Recorded.Session(1), .. Enumerable.Range(0, 100).Select(i => Recorded.Snapshot(1, i))]));
        Assert.Equal(0, Chunks(database));

        store.Append(Recorded.Batch(Recorded.Session(1, SessionState.Stopped) with { EndedAt = DateTimeOffset.UnixEpoch.AddHours(1) }));

        Assert.Equal((1, 0), (Chunks(database), Rows(database)));
        Assert.Equal(Enumerable.Range(0, 100).Select(i => (long)i), store.Figures(1, 0, TimeRange.All).Select(one => one.Seq));
        Assert.Equal(100, Assert.Single(store.Sessions()).SnapshotCount);

        store.Append(Recorded.Batch(Recorded.Snapshot(1, 99), Recorded.Snapshot(1, 100)));
        Assert.Equal(101, store.Count(1, 0, TimeRange.All));

        store.Delete(1);
        Assert.Equal((0, 0), (Chunks(database), Rows(database)));
    }

    [Fact]
    public void Stream_WhilePacked_MissesNothingAndRepeatsNothing()
    {
        using var database = new SqliteDatabase(_directory["b.db"], maxMegabytes: 0);
        using var store = new SqliteHistoryStore(database);
        store.Prepare();
        store.Append(Recorded.Batch([Recorded.Session(1), .. Enumerable.Range(0, 600).Select(i => Recorded.Snapshot(1, i))]));
        using var slow = store.Stream(1, 0, TimeRange.All).GetEnumerator();
        var seen = new List<long>();
        for (var i = 600; slow.MoveNext(); i++)
        {
            seen.Add(slow.Current.Figures.Seq);
            if (i < 1_000)
            {
                store.Append(Recorded.Batch(Recorded.Snapshot(1, i)));
            }
        }

        Assert.True(Chunks(database) > 2);
        Assert.Equal(Enumerable.Range(0, seen.Count).Select(i => (long)i), seen);
        Assert.True(seen.Count >= 900);
    }

    [Fact]
    public void Append_PackingFails_KeepsEverythingAndPacksLater()
    {
        using var database = new SqliteDatabase(_directory["c.db"], maxMegabytes: 0);
        using var store = new SqliteHistoryStore(database);
        store.Prepare();
        Execute(database, "CREATE TRIGGER no_chunk BEFORE INSERT ON chunks BEGIN SELECT RAISE(ABORT, 'not now'); END");

        var receipt = store.Append(Recorded.Batch([Recorded.Session(1), .. Enumerable.Range(0, 400).Select(i => Recorded.Snapshot(1, i))]));

        Assert.Equal((400, 400, 0), (Assert.Single(receipt.Added).Snapshots, Rows(database), Chunks(database)));
        Execute(database, "DROP TRIGGER no_chunk");
        store.Append(Recorded.Batch(Recorded.Snapshot(1, 400)));
        Assert.Equal((145, 1), (Rows(database), Chunks(database)));
        Assert.Equal(401, store.Count(1, 0, TimeRange.All));
    }

    // Two targets; snapshots go missing, come twice, come late, and the clock is set back.
    private static IEnumerable<HistoryBatch> Batches(Random random)
    {
        var session = Recorded.Session(1);
        yield return Recorded.Batch(session with { Targets = [session.Targets[0], session.Targets[0] with { Index = 1 }] });
        ChunkSamples[] samples = [new(random.Next()), new(random.Next())];
        long[] seqs = [0, 0], starts = [100 * Second, 100 * Second];
        var late = new List<StoredSnapshot>();
        for (var round = 0; round < 24; round++)
        {
            var parts = new List<object>();
            for (var i = 0; i < 60; i++)
            {
                var target = random.Next(2);
                seqs[target] += random.Next(40) == 0 ? 3 : 1;
                starts[target] += random.Next(200) == 0 ? -2 * Second : 100_000 + random.Next(50);
                var one = samples[target].Next(1, target, seqs[target], starts[target]);
                if (random.Next(30) == 0)
                {
                    late.Add(one);
                    continue;
                }

                parts.AddRange(Enumerable.Repeat<object>(one, random.Next(20) == 0 ? 2 : 1));
            }

            parts.AddRange(late.Take(random.Next(3)));
            late.RemoveRange(0, Math.Min(late.Count, random.Next(2)));
            yield return Recorded.Batch([.. parts]);
        }
    }

    private static void AssertSame(MemoryHistoryStore wanted, SqliteHistoryStore got, Random random)
    {
        for (var i = 0; i < 8; i++)
        {
            var from = (95 * Second) + random.NextInt64(80 * Second);
            var time = i == 0 ? TimeRange.All : new TimeRange(from, from + 1 + random.NextInt64(i % 2 == 0 ? Second : 60 * Second));
            var target = random.Next(2);
            Assert.Equal(Texts(wanted.Page(1, null, time, null, 50)), Texts(got.Page(1, null, time, null, 50)));
            Assert.Equal(Texts(Paged(wanted, time, 100)), Texts(Paged(got, time, 20 + random.Next(150))));
            if (i == 0)
            {
                Assert.Equal(Texts(wanted.Stream(1, target, time)), Texts(got.Stream(1, target, time)));
                Assert.Equal(wanted.Figures(1, target, time), got.Figures(1, target, time));
                Assert.Equal(wanted.Count(1, target, time), got.Count(1, target, time));
            }
        }
    }

    private static IEnumerable<StoredSnapshot> Paged(IHistoryStore store, TimeRange time, int limit)
    {
        var page = store.Page(1, null, time, null, limit);
        while (page.Count > 0)
        {
            foreach (var one in page)
            {
                yield return one;
            }

            page = store.Page(1, null, time, SnapshotCursor.Of(page[^1].Figures), limit);
        }
    }

    private static string[] Texts(IEnumerable<StoredSnapshot> snapshots)
        => [.. snapshots.Select(static one => $"{one.Figures} {Convert.ToHexString(one.Packed)}")];

    private static int Chunks(SqliteDatabase database) => Count(database, "chunks");

    private static int Rows(SqliteDatabase database) => Count(database, "snapshots");

    private static int Count(SqliteDatabase database, string table)
    {
        using var connection = database.OpenReader();
        return connection.ExecuteScalar<int>($"SELECT count(*) FROM {table}");
    }

    private static void Execute(SqliteDatabase database, string statement)
    {
        using SqliteConnection connection = database.OpenWriter();
        connection.Execute(statement);
    }
}
