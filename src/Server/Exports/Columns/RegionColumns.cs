using Parquet;
using Parquet.Schema;

namespace Damon.Server.Exports.Columns;

/// <summary>The columns of a file of regions, named as those of the CSV export are; times and addresses have types of their own.</summary>
internal static class RegionColumns
{
    private const string MappingName = "mapping";

    /// <summary>How files are written.</summary>
    public static ParquetOptions Options { get; } = new()
    {
        CompressionMethod = CompressionMethod.Zstd,
        ColumnEncodingHints = { [MappingName] = EncodingHint.Dictionary },
    };

    /// <summary>All of them, empty.</summary>
    public static IReadOnlyList<RegionColumn> All() =>
    [
        Number("target", (in RegionRow row) => row.Target.Index),
        Number("pid", (in RegionRow row) => row.Target.Pid),
        Number("seq", (in RegionRow row) => row.Snapshot.Seq),
        Number("start_time", (in RegionRow row) => row.Snapshot.StartUs, isTime: true),
        Number("end_time", (in RegionRow row) => row.Snapshot.EndUs, isTime: true),
        Number("region_start", (in RegionRow row) => row.Range.Start),
        Number("region_end", (in RegionRow row) => row.Range.End),
        Number("size_bytes", (in RegionRow row) => row.Range.Size),
        Number("nr_accesses", (in RegionRow row) => row.NrAccesses),
        Number("max_nr_accesses", (in RegionRow row) => row.Snapshot.MaxNrAccesses),
        Number("unknown_samples", (in RegionRow row) => row.Unknown),
        Known("access_rate_percent", (in RegionRow row) => row.RatePercent),
        Number("age_aggregations", (in RegionRow row) => row.Age),
        Text(MappingName, (in RegionRow row) => row.Mapping),
        Known("since_time", (in RegionRow row) => row.SinceUs, isTime: true),
        Known("samples", (in RegionRow row) => row.Samples),
        Known("touched_percent", (in RegionRow row) => row.TouchedPercent),
        Known("touched_error_percent", (in RegionRow row) => row.TouchedErrorPercent),
    ];

    private static RegionColumn<T> Number<T>(string name, RegionColumn<T>.Value value, bool isTime = false)
        where T : struct
        => new(new DataField(name, typeof(T), isNullable: false), value, (group, column, values, cancellation) => group.WriteAsync(column, values, cancellationToken: cancellation))
        {
            IsTime = isTime,
        };

    /// <summary>A column that is null where something is not known.</summary>
    private static RegionColumn<T?> Known<T>(string name, RegionColumn<T?>.Value value, bool isTime = false)
        where T : struct
        => new(new DataField(name, typeof(T), isNullable: true), value, (group, column, values, cancellation) => group.WriteAsync<T>(column, values, cancellationToken: cancellation))
        {
            IsTime = isTime,
        };

    private static RegionColumn<string?> Text(string name, RegionColumn<string?>.Value value)
        => new(new DataField(name, typeof(string), isNullable: true), value, (group, column, values, _) => group.WriteAsync(column, values.ToArray()));
}
