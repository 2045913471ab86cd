using Damon.Model.Time;
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
        Number(Time("start_time", isNullable: false), (in RegionRow row) => Utc(row.Snapshot.StartUs)),
        Number(Time("end_time", isNullable: false), (in RegionRow row) => Utc(row.Snapshot.EndUs)),
        Number("region_start", (in RegionRow row) => row.Range.Start),
        Number("region_end", (in RegionRow row) => row.Range.End),
        Number("size_bytes", (in RegionRow row) => row.Range.Size),
        Number("nr_accesses", (in RegionRow row) => row.NrAccesses),
        Number("max_nr_accesses", (in RegionRow row) => row.Snapshot.MaxNrAccesses),
        Number("unknown_samples", (in RegionRow row) => row.Unknown),
        Known(new DataField("access_rate_percent", typeof(double), isNullable: true), (in RegionRow row) => row.RatePercent),
        Number("age_aggregations", (in RegionRow row) => row.Age),
        Text(MappingName, (in RegionRow row) => row.Mapping),
        Known(Time("since_time", isNullable: true), (in RegionRow row) => row.SinceUs is { } us ? Utc(us) : (DateTime?)null),
        Known(new DataField("samples", typeof(int), isNullable: true), (in RegionRow row) => row.Samples),
        Known(new DataField("touched_percent", typeof(double), isNullable: true), (in RegionRow row) => row.TouchedPercent),
        Known(new DataField("touched_error_percent", typeof(double), isNullable: true), (in RegionRow row) => row.TouchedErrorPercent),
    ];

    private static RegionColumn<T> Number<T>(string name, RegionColumn<T>.Value value)
        where T : struct => Number(new DataField(name, typeof(T), isNullable: false), value);

    private static RegionColumn<T> Number<T>(DataField field, RegionColumn<T>.Value value)
        where T : struct => new(field, value, (group, column, values, cancellation) => group.WriteAsync(column, values, cancellationToken: cancellation));

    /// <summary>A column that is empty where something is not known.</summary>
    private static RegionColumn<T?> Known<T>(DataField field, RegionColumn<T?>.Value value)
        where T : struct => new(field, value, (group, column, values, cancellation) => group.WriteAsync<T>(column, values, cancellationToken: cancellation));

    private static RegionColumn<string?> Text(string name, RegionColumn<string?>.Value value)
        => new(new DataField(name, typeof(string), isNullable: true), value, (group, column, values, _) => group.WriteAsync(column, values.ToArray()));

    /// <summary>Microseconds, UTC.</summary>
    private static DateTimeDataField Time(string name, bool isNullable)
        => new(name, DateTimeFormat.Timestamp, isAdjustedToUTC: true, DateTimeTimeUnit.Micros, isNullable);

    private static DateTime Utc(long us) => UnixTime.FromMicroseconds(us).UtcDateTime;
}
