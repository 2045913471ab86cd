using System.IO.Pipelines;
using Damon.Contracts.Monitoring;
using Damon.Model.Addresses;
using Damon.Model.Sessions;
using Damon.Model.Time;
using Damon.Server.Exports;
using Damon.Server.Exports.Columns;
using Damon.Server.Exports.Damo;
using Damon.Server.History;
using Damon.Server.History.Sqlite;
using Damon.Server.Tests.History;
using Damon.Server.Tests.Hosting;
using Damon.Server.Tests.Sessions;

namespace Damon.Server.Tests.Exports;

/// <summary>An export whose receiver does not read, while a recording goes on.</summary>
public sealed class SlowExportTests : IDisposable
{
    private const int Session = 7;
    private const int SnapshotsBefore = 40;
    private const int Megabyte = 1_048_576;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("csv")]
    [InlineData("damoZip")]
    [InlineData("parquet")]
    public async Task Export_ReceiverDoesNotRead_KeepsTheLogOfTheDatabaseBounded(string format)
    {
        using var database = new SqliteDatabase(_directory["damon.db"], maxMegabytes: 0);
        using var store = new SqliteHistoryStore(database);
        store.Prepare();
        store.Append(Recorded.Batch(Recorded.Session(Session)));
        var snapshot = StoredSnapshot.Of(Session, Big());
        Append(store, snapshot, 0, SnapshotsBefore);
        using var receiver = new HeldReceiver();
        var export = Format(format).WriteAsync(Scope(snapshot), store, PipeWriter.Create(receiver), TestContext.Current.CancellationToken);
        await receiver.Waits.WaitAsync(TestContext.Current.CancellationToken);
        Assert.False(export.IsCompleted);

        // More than 20 MB as rows, which are packed into chunks meanwhile. The log is written back from 4 MB on.
        for (var seq = SnapshotsBefore; seq < 500; seq += 10)
        {
            Append(store, snapshot, seq, 10);
        }

        Assert.InRange(new FileInfo(_directory["damon.db-wal"]).Length, 1, 10 * Megabyte);
        Assert.InRange(new FileInfo(_directory["damon.db"]).Length, 2 * Megabyte, long.MaxValue);
        Assert.False(export.IsCompleted);

        receiver.Release();
        await export;
    }

    private static void Append(SqliteHistoryStore store, StoredSnapshot snapshot, int seq, int count)
        => store.Append(Recorded.Batch([.. Enumerable.Range(seq, count).Select(i => At(snapshot, i))]));

    private static StoredSnapshot At(StoredSnapshot snapshot, long seq)
        => snapshot with { Figures = snapshot.Figures with { Seq = seq, StartUs = 1_000_000 + (seq * 100_000), EndUs = 1_100_000 + (seq * 100_000) } };

    private static Snapshot Big()
        => FakeSampler.Snapshot(0, 0, [.. Enumerable.Range(1, 10_000).Select(i => new RegionSample((ulong)i << 30, ((ulong)i << 30) + 0x1000, i % 21, i))]);

    /// <summary>What there was when the export began.</summary>
    private static ExportScope Scope(StoredSnapshot snapshot)
    {
        var session = SessionSamples.In(SessionState.Running);
        return new ExportScope(Session, session, session.Targets, new TimeRange(0, At(snapshot, SnapshotsBefore).Figures.StartUs), AddressRange.All);
    }

    private static IExportFormat Format(string name) => name switch
    {
        "csv" => new CsvExport(),
        "damoZip" => new DamoZipExport(),
        _ => new ParquetExport(rowsAtOnce: 10_000),
    };

    /// <summary>Takes nothing until it is released.</summary>
    private sealed class HeldReceiver : MemoryStream
    {
        private readonly TaskCompletionSource _waits = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Completed when something is to be taken.</summary>
        public Task Waits => _waits.Task;

        public void Release() => _released.TrySetResult();

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _waits.TrySetResult();
            await _released.Task;
        }
    }
}
