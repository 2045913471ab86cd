using System.Runtime.CompilerServices;
using Parquet;
using Parquet.Meta;

namespace Damon.Server.Exports.Columns;

/// <summary>
/// Columns of times: their numbers are written as such, and the file's schema then says that they are timestamps. The library
/// has a type for timestamps, but writes the least and the largest of a column in milliseconds whatever its unit is
/// (Parquet.Net 6.1.0): readers that skip groups by them would find nothing in a time.
/// </summary>
internal static class TimeColumns
{
    /// <summary>Says that numbers are microseconds since 1970, UTC.</summary>
    /// <param name="group">A group of the file.</param>
    /// <param name="names">Names of the columns.</param>
    public static void Declare(ParquetRowGroupWriter group, IEnumerable<string> names)
    {
        foreach (var element in SchemaOf(group).IntersectBy(names, element => element.Name))
        {
            element.ConvertedType = ConvertedType.TIMESTAMP_MICROS;
            element.LogicalType = new LogicalType
            {
                TIMESTAMP = new TimestampType { IsAdjustedToUTC = true, Unit = new TimeUnit { MICROS = new MicroSeconds() } },
            };
        }
    }

    /// <summary>The elements of the file's schema; the library shows them of files that are read only.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_thschema")]
    private static extern ref SchemaElement[] SchemaOf(ParquetRowGroupWriter group);
}
