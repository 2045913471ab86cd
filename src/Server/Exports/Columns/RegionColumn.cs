using Parquet;
using Parquet.Schema;

namespace Damon.Server.Exports.Columns;

/// <summary>A column of regions: its values of the rows that wait to be written.</summary>
/// <param name="field">Its name and type.</param>
internal abstract class RegionColumn(DataField field)
{
    /// <summary>Its name and type.</summary>
    public DataField Field { get; } = field;

    /// <summary>Whether its numbers are Unix microseconds, see <see cref="TimeColumns"/>.</summary>
    public bool IsTime { get; init; }

    /// <summary>Keeps what a row has in this column.</summary>
    /// <param name="index">The row's place; at most one behind the last.</param>
    /// <param name="row">The row.</param>
    public abstract void Set(int index, in RegionRow row);

    /// <summary>Writes the first <paramref name="count"/> values as the next column of a group.</summary>
    public abstract Task WriteAsync(ParquetRowGroupWriter group, int count, CancellationToken cancellation);
}

/// <summary>One of a type.</summary>
/// <typeparam name="T">The values' type.</typeparam>
/// <param name="field">Its name and type.</param>
/// <param name="value">What a row has in it.</param>
/// <param name="write">Writes values.</param>
internal sealed class RegionColumn<T>(DataField field, RegionColumn<T>.Value value, RegionColumn<T>.Write write) : RegionColumn(field)
{
    private const int FirstRows = 1_024;

    private T[] _values = new T[FirstRows];

    /// <summary>What a row has in a column.</summary>
    public delegate T Value(in RegionRow row);

    /// <summary>Writes values as the next column of a group.</summary>
    public delegate Task Write(ParquetRowGroupWriter group, DataField field, ReadOnlyMemory<T> values, CancellationToken cancellation);

    public override void Set(int index, in RegionRow row)
    {
        if (index == _values.Length)
        {
            Array.Resize(ref _values, 2 * index);
        }

        _values[index] = value(row);
    }

    public override Task WriteAsync(ParquetRowGroupWriter group, int count, CancellationToken cancellation)
        => write(group, Field, _values.AsMemory(0, count), cancellation);
}
