using Parquet;
using Parquet.Schema;

namespace Damon.Server.Exports.Columns;

/// <summary>Rows that wait until there are enough for a group of a file.</summary>
internal sealed class RegionGroup
{
    private readonly IReadOnlyList<RegionColumn> _columns = RegionColumns.All();

    /// <summary>The file's columns.</summary>
    public IEnumerable<Field> Fields => _columns.Select(column => column.Field);

    /// <summary>Rows that wait.</summary>
    public int Count { get; private set; }

    /// <summary>Takes rows in.</summary>
    public void Add(RegionRows rows)
    {
        for (; rows.MoveNext(); Count++)
        {
            foreach (var column in _columns)
            {
                column.Set(Count, rows.Current);
            }
        }
    }

    /// <summary>Writes what waits as a group; nothing when nothing does.</summary>
    /// <exception cref="OperationCanceledException">The receiver is gone.</exception>
    public async Task WriteAsync(ParquetWriter writer, CancellationToken cancellation)
    {
        if (Count == 0)
        {
            return;
        }

        using var group = writer.CreateRowGroup();
        TimeColumns.Declare(group, _columns.Where(column => column.IsTime).Select(column => column.Field.Name));
        foreach (var column in _columns)
        {
            await column.WriteAsync(group, Count, cancellation);
        }

        group.CompleteValidate();
        Count = 0;
    }
}
