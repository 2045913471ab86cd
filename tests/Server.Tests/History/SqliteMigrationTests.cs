using Damon.Contracts.Monitoring;
using Damon.Model.Monitoring;
using Damon.Model.Sessions;
using Damon.Model.Time;
using Damon.Server.History;
using Damon.Server.History.Sqlite;
using Damon.Server.Tests.Hosting;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Damon.Server.Tests.History;

/// <summary>Files that earlier versions have left. The fixture is what one of them really wrote, not what this one would.</summary>
public sealed class SqliteMigrationTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Open_ARecordingOfSchema2_HasEverythingAndTakesMore()
    {
        using (var connection = new SqliteConnection($"Data Source={_directory["damon.db"]};Pooling=false;Foreign Keys=false"))
        {
            connection.Open();
            connection.Execute(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "fixtures", "history-2.sql")));
        }

        using var database = new SqliteDatabase(_directory["damon.db"], maxMegabytes: 0);
        using var store = new SqliteHistoryStore(database);
        store.Prepare();

        var session = Assert.Single(store.Sessions());
        Assert.Equal((3L, 4L, 5L), (session.Key, session.SamplerLost, session.ServerLost));
        Assert.Equal(("20260102-030405-0badcafe", "from before", "a\nnote", SessionState.Stopped, OperationsKind.PageTable), (session.Id, session.Name, session.Notes, session.State, session.Operations));
        Assert.Equal((4L, 1_000_000L, 1_600_000L, 0.25, true), (session.SnapshotCount, session.FirstUs, session.LastUs, session.SamplerCpuSeconds, session.FollowChildren));
        Assert.Equal(new MonitoringAttributes { MinRegions = 20, IntervalsGoal = new IntervalsGoal(), Plan = SamplingPlan.Kernel }, session.Attributes);
        Assert.Equal([(42, null), (43, "The process has exited.")], session.Targets.Select(target => (target.Pid, target.EndedBecause)));

        var snapshots = store.Stream(3, 0, TimeRange.All).Select(snapshot => snapshot.ToSnapshot()).ToArray();
        Assert.Equal([0L, 1L, 2L], snapshots.Select(snapshot => snapshot.Seq));
        Assert.Equal([new(0x1000, 0x3000, 10, 1), new(0x3000, 0x5000, 0, 9), new RegionSample(0x7f0000000000, 0x7f0000200000, 20, 300)], snapshots[2].Regions);
        Assert.Equal([0, 20, 3], snapshots[2].Unknown!);
        Assert.Equal((1_200_000L, 1_300_000L, 20, 5_000L, 8_192L, 2_000L, 2), (snapshots[2].StartUs, snapshots[2].EndUs, snapshots[2].MaxNrAccesses, snapshots[2].SamplingIntervalUs, snapshots[2].ResidentBytes, snapshots[2].SamplerCpuUs, snapshots[2].MissedTicks));
        Assert.Equal([2_105_344L, 2_105_344L, 2_105_344L], store.Figures(3, 0, TimeRange.All).Select(figures => figures.WorkingSetBytes));
        Assert.All(store.Figures(3, 0, TimeRange.All), figures => Assert.Equal((null, null), (figures.TouchedBytes, figures.TouchedErrorBytes)));
        Assert.Equal(new RegionSample(0x1001, 0x3003, 1, 2), Assert.Single(Assert.Single(store.Stream(3, 1, TimeRange.All)).ToSnapshot().Regions));
        Assert.Equal(["[heap]", "/usr/lib/x.so"], store.Mappings(3, 0, 1_000_000)!.ToSet().Mappings.Select(mapping => mapping.Name));
        Assert.Equal([900_000L, 1_150_000L], store.MappingTimes(3, 0));

        Assert.Empty(store.Append(Recorded.Batch(Recorded.Snapshot(3, 2))).Added);
        Assert.Equal(1, Assert.Single(store.Append(Recorded.Batch(Recorded.Snapshot(3, 3))).Added).Snapshots);

        // How far they are stored follows from what is there.
        Assert.Equal([new StoredSequence(0, 3, 4), new StoredSequence(1, 0, 1)], Assert.Single(store.Sessions()).Sequences);

        // It knew of no groups, and told the regions of every target.
        Assert.Empty(session.Groups);
        Assert.All(session.Targets, target => Assert.Equal((null, true), (target.Group, target.HasRegions)));
        Assert.All(session.Targets, target => Assert.Equal((0, null), (target.EarlierPrograms.Count, target.RestartOf)));

        // It knew of no idle ages, and takes them from now on.
        Assert.Null(store.Idle(3, 0, long.MaxValue));
        store.Append(Recorded.Batch(Recorded.Idle(3, 1_700_000)));
        Assert.Equal(1_700_000, store.Idle(3, 0, long.MaxValue)!.AtUs);
    }

    [Fact]
    public void Open_ATrimmedRecordingOfSchema8_KnowsWhatIsMissingOfWhatIsKept()
    {
        using (var connection = new SqliteConnection($"Data Source={_directory["damon.db"]};Pooling=false"))
        {
            connection.Open();
            connection.Execute(string.Join(";\n", Migrations.Steps.Take(8)));
            connection.Execute("""
                PRAGMA user_version = 8;
                INSERT INTO sessions (key, id, name, state, operations, sampler, attributes, follow_children, started_us, sampler_cpu_us, sampler_lost, server_lost, kept_from_us)
                VALUES (7, 'old', 'from before', 'Stopped', 'PageTable', 's', '{}', 0, 1000000, 0, 1, 2, 5);
                INSERT INTO chunks (session, target, first_seq, last_seq, first_us, last_start_us, last_us, figures, regions)
                VALUES (7, 0, 100, 163, 5, 6, 7, '', ''), (7, 0, 170, 180, 8, 9, 10, '', '');
                """);
        }

        using var database = new SqliteDatabase(_directory["damon.db"], maxMegabytes: 0);
        using var store = new SqliteHistoryStore(database);
        store.Prepare();

        var sequence = Assert.Single(Assert.Single(store.Sessions()).Sequences);
        Assert.Equal((180L, 6L), (sequence.LastSeq, sequence.Missing));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Open_AFileOfAnEarlierSchema_KeepsItsSessionAndTakesIdleAges(int schema)
    {
        using (var connection = new SqliteConnection($"Data Source={_directory["damon.db"]};Pooling=false"))
        {
            connection.Open();
            connection.Execute(string.Join(";\n", Migrations.Steps.Take(schema)));
            connection.Execute($$"""
                PRAGMA user_version = {{schema}};
                INSERT INTO sessions (key, id, name, state, operations, sampler, attributes, follow_children, started_us, sampler_cpu_us, sampler_lost, server_lost)
                VALUES (7, 'old', 'from before', 'Stopped', 'PageTable', 's', '{}', 0, 1000000, 0, 1, 2);
                """);
        }

        using var database = new SqliteDatabase(_directory["damon.db"], maxMegabytes: 0);
        using var store = new SqliteHistoryStore(database);
        store.Prepare();
        store.Append(Recorded.Batch(Recorded.Idle(7, 10)));

        Assert.Equal("from before", Assert.Single(store.Sessions()).Name);
        Assert.Equal([10L], store.IdleTimes(7, 0, TimeRange.All));
    }
}
