using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest.Changes;
using Damon.Model.Monitoring;
using Damon.Model.Sessions;
using Damon.Server.History;
using Damon.Server.History.Sqlite;
using Damon.Server.Tests.History;
using Damon.Server.Tests.Hosting;

namespace Damon.Server.Tests.Changes;

/// <summary>Of long recordings changes are found in tiles, not in every snapshot.</summary>
public sealed class LongChangesTests
{
    private const ulong Heap = 0x5600_0000_0000;
    private const ulong Size = 64 << 20;
    private const int Snapshots = 17_000;
    private const long StartUs = 1_000_000_000;
    private const long IntervalUs = 100_000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Changes_OfMoreThanIsReadOneByOne_TellWhereARateShifts(bool isEstimated)
    {
        using var directory = new TemporaryDirectory();
        Store(directory, isEstimated);
        await using var server = await TestServer.StartAsync(directory);

        var answer = await server.GetAsync<ChangesAnswer>("sessions/session-1/changes");

        var change = Assert.Single(answer.Changes, static one => one.Kind == ChangeKind.Rate);
        Assert.Equal(Heap, change.Start);
        Assert.Equal(StartUs + (Snapshots / 2 * IntervalUs), change.Us, 20_000_000.0);
    }

    private static void Store(TemporaryDirectory directory, bool isEstimated)
    {
        using var database = new SqliteDatabase(directory["damon.db"], maxMegabytes: 0);
        using var store = new SqliteHistoryStore(database);
        store.Prepare();
        var mappings = StoredMappings.Of(1, new MappingSet { AtUs = StartUs, Mappings = [new Mapping(Heap, Heap + Size, "rw-p", "[heap]", MappingKind.Heap)] });
        store.Append(Recorded.Batch([Recorded.Session(1), mappings, .. Enumerable.Range(0, Snapshots).Select(seq => Snapshot(seq, isEstimated))]));
        store.Append(Recorded.Batch(Recorded.Session(1, SessionState.Stopped) with { EndedAt = DateTimeOffset.UnixEpoch.AddHours(1) }));
        while (store.Tidy())
        {
        }
    }

    // Half of it is hot in the first half of the time, a tenth in the second.
    private static StoredSnapshot Snapshot(int seq, bool isEstimated)
    {
        var hot = (seq < Snapshots / 2 ? Size / 2 : Size / 10) & ~0xfffUL;
        var nr = 14 + (seq * 7 % 5);
        return StoredSnapshot.Of(1, new Snapshot
        {
            Seq = seq,
            StartUs = StartUs + (seq * IntervalUs),
            EndUs = StartUs + ((seq + 1) * IntervalUs),
            MaxNrAccesses = 20,
            SamplingIntervalUs = IntervalUs / 20,
            Regions = [new RegionSample(Heap, Heap + hot, nr, 0), new RegionSample(Heap + hot, Heap + Size, 0, seq)],
            Samples = isEstimated ? [10, 10] : null,
            Touched = isEstimated ? [nr / 20.0, 0] : null,
            TouchedError = isEstimated ? [0.1, 0] : null,
        });
    }
}
