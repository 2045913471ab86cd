using System.IO.Pipelines;
using Damon.Contracts.Monitoring;
using Damon.Model.Addresses;
using Damon.Model.Monitoring;
using Damon.Model.Sessions;
using Damon.Model.Time;
using Damon.Server.Exports;
using Damon.Server.Exports.Columns;
using Damon.Server.Tests.History;
using Damon.Server.Tests.Hosting;
using Damon.Server.Tests.Sessions;
using Parquet;
using Parquet.Schema;

namespace Damon.Server.Tests.Exports;

/// <summary>Regions over time for notebooks.</summary>
public sealed class ParquetExportTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task Parquet_OfASession_HasColumnsOfTheirTypes()
    {
        await using var file = await OpenAsync();

        Assert.Equal(
            [
                "target Int32", "pid Int32", "seq Int64", "start_time DateTime UTC Micros", "end_time DateTime UTC Micros",
                "region_start UInt64", "region_end UInt64", "size_bytes UInt64", "nr_accesses Int32", "max_nr_accesses Int32", "unknown_samples Int32",
                "access_rate_percent Double?", "age_aggregations Int32", "mapping text?", "since_time DateTime UTC Micros?", "samples Int32?",
                "touched_percent Double?", "touched_error_percent Double?",
            ],
            file.Schema.DataFields.Select(TypeOf));
        Assert.Contains("damon.session", file.CustomMetadata.Keys);
    }

    [Fact]
    public async Task Parquet_OfASession_HasTheRowsOfTheCsv()
    {
        await using var file = await OpenAsync();
        using var group = file.OpenRowGroupReader(0);

        Assert.Equal([0, 0, 0, 0, 0, 1, 1], await ReadAsync<int>(file, group, "target"));
        Assert.Equal([100, 100, 100, 100, 100, 200, 200], await ReadAsync<int>(file, group, "pid"));
        Assert.Equal([0, 0, 1, 1, 1, 0, 0], await ReadAsync<long>(file, group, "seq"));
        Assert.Equal([0x1000, 0x3000, 0x1000, 0x3000, 0x7fff_0000_0000, 0x1000, 0x3000], await ReadAsync<ulong>(file, group, "region_start"));
        Assert.Equal([0x3000, 0x5000, 0x3000, 0x4000, 0x7fff_0000_1000, 0x3000, 0x5000], await ReadAsync<ulong>(file, group, "region_end"));
        Assert.Equal([8_192, 8_192, 8_192, 4_096, 4_096, 8_192, 8_192], await ReadAsync<ulong>(file, group, "size_bytes"));
        Assert.Equal([10, 0, 5, 0, 20, 10, 0], await ReadAsync<int>(file, group, "nr_accesses"));
        Assert.Equal([0, 0, 5, 20, 0, 0, 0], await ReadAsync<int>(file, group, "unknown_samples"));
        Assert.Equal([1, 7, 2, 8, 9, 1, 7], await ReadAsync<int>(file, group, "age_aggregations"));
        Assert.Equal([50, 0, 500.0 / 15, null, 100, 50, 0], await ReadKnownAsync<double>(file, group, "access_rate_percent"));
        Assert.Equal(["[heap]", "anonymous", "=cmd|\"a,b\"", null, null, null, null], await ReadTextAsync(file, group, "mapping"));
        Assert.All(await ReadKnownAsync<double>(file, group, "touched_percent"), touched => Assert.Null(touched));
        var starts = (await ReadAsync<DateTime>(file, group, "start_time")).ToArray();
        Assert.Equal(DateTime.UnixEpoch.AddSeconds(1), starts[0]);
        Assert.Equal((DateTimeKind.Utc, DateTime.UnixEpoch.AddSeconds(1.1)), (starts[2].Kind, starts[2]));
    }

    [Fact]
    public async Task Parquet_OfASession_TellsTheLeastAndLargestOfColumnsByWhichReadersSkipGroups()
    {
        await using var file = await OpenAsync();
        using var group = file.OpenRowGroupReader(0);

        var bounds = new[] { "start_time", "end_time", "region_end" }.Select(name => group.GetMetadata(Field(file, name))!.MetaData!.Statistics!);

        Assert.Equal(
            [(1_000_000L, 1_100_000L), (1_100_000L, 1_200_000L), (0x3000L, 0x7fff_0000_1000L)],
            bounds.Select(bound => (BitConverter.ToInt64(bound.MinValue!), BitConverter.ToInt64(bound.MaxValue!))));
    }

    [Fact]
    public async Task Parquet_OfEstimatedSnapshotsAndAddresses_TellsTheirCertaintyAndIsCut()
    {
        var (server, sampler) = await shared.BeginAsync();
        var id = await ExportRecording.RecordAsync(server, sampler, FakeSampler.Estimated(7));
        await using var file = await ParquetReader.CreateAsync(new MemoryStream(await ExportRecording.BytesAsync(server, id, "format=parquet&start=0x12000&end=0x19000")), cancellationToken: TestContext.Current.CancellationToken);
        using var group = file.OpenRowGroupReader(0);

        Assert.Equal([0x16000, 0x18000, 0x19000], await ReadAsync<ulong>(file, group, "region_end"));
        Assert.Equal([0, 2, 1], await ReadKnownAsync<int>(file, group, "samples"));
        Assert.Equal([null, null, 0], await ReadKnownAsync<double>(file, group, "touched_percent"));
        Assert.Equal([null, null, 12.18], await ReadKnownAsync<double>(file, group, "touched_error_percent"));
        Assert.Equal(
            [DateTime.UnixEpoch.AddMicroseconds(400_000), DateTime.UnixEpoch.AddMicroseconds(700_000), DateTime.UnixEpoch.AddMicroseconds(100_007)],
            (await ReadKnownAsync<DateTime>(file, group, "since_time")).Select(time => time!.Value));
    }

    [Fact]
    public async Task Parquet_OfManySnapshots_IsInGroupsThatHoldNoMoreThanTheirRowsAndOneSnapshot()
    {
        var store = new MemoryHistoryStore();
        store.Append(Recorded.Batch([Recorded.Session(7), .. Enumerable.Range(0, 10).Select(seq => Recorded.Snapshot(7, seq))]));
        var session = SessionSamples.In(SessionState.Stopped);
        var scope = new ExportScope(7, session, session.Targets, TimeRange.All, AddressRange.All);
        using var written = new MemoryStream();
        var output = PipeWriter.Create(written, new StreamPipeWriterOptions(leaveOpen: true));

        await new ParquetExport(rowsAtOnce: 5).WriteAsync(scope, store, output, TestContext.Current.CancellationToken);
        await output.CompleteAsync();

        await using var file = await ParquetReader.CreateAsync(written, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal([6, 6, 6, 2], Enumerable.Range(0, file.RowGroupCount).Select(RowsOf));
        var seqs = new List<long>();
        for (var i = 0; i < file.RowGroupCount; i++)
        {
            using var group = file.OpenRowGroupReader(i);
            seqs.AddRange(await ReadAsync<long>(file, group, "seq"));
        }

        Assert.Equal(Enumerable.Range(0, 20).Select(row => (long)row / 2), seqs);

        long RowsOf(int index)
        {
            using var group = file.OpenRowGroupReader(index);
            return group.RowCount;
        }
    }

    private static string TypeOf(DataField field)
        => $"{field.Name} {(field.ClrType == typeof(ReadOnlyMemory<char>) ? "text" : field.ClrType.Name)}"
            + (field is DateTimeDataField time ? $" {(time.IsAdjustedToUTC ? "UTC" : "local")} {time.Unit}" : "") + (field.IsNullable ? "?" : "");

    private static DataField Field(ParquetReader file, string name) => file.Schema.DataFields.Single(field => field.Name == name);

    private static async Task<IEnumerable<T>> ReadAsync<T>(ParquetReader file, ParquetRowGroupReader group, string name)
        where T : struct
    {
        var values = new T[group.RowCount];
        await group.ReadAsync(Field(file, name), values.AsMemory(), cancellationToken: TestContext.Current.CancellationToken);
        return values;
    }

    private static async Task<IEnumerable<T?>> ReadKnownAsync<T>(ParquetReader file, ParquetRowGroupReader group, string name)
        where T : struct
    {
        var values = new T?[group.RowCount];
        await group.ReadAsync<T>(Field(file, name), values.AsMemory(), cancellationToken: TestContext.Current.CancellationToken);
        return values;
    }

    private static async Task<IEnumerable<string?>> ReadTextAsync(ParquetReader file, ParquetRowGroupReader group, string name)
    {
        var values = new string?[group.RowCount];
        await group.ReadAsync(Field(file, name), values.AsMemory(), cancellationToken: TestContext.Current.CancellationToken);
        return values;
    }

    private async Task<ParquetReader> OpenAsync()
    {
        var (server, sampler) = await shared.BeginAsync();
        var id = await ExportRecording.RecordAsync(server, sampler);
        return await ParquetReader.CreateAsync(new MemoryStream(await ExportRecording.BytesAsync(server, id, "format=parquet")), cancellationToken: TestContext.Current.CancellationToken);
    }
}
