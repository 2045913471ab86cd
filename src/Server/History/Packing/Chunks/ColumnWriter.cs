namespace Damon.Server.History.Packing.Chunks;

/// <summary>Writes numbers into columns: what is alike lies together, which is what a compressor wants.</summary>
/// <param name="columns">How many.</param>
internal sealed class ColumnWriter(int columns)
{
    private const int LongestNumber = 10;

    private readonly VarintWriter[] _columns = [.. Enumerable.Range(0, columns).Select(static _ => new VarintWriter(256))];

    /// <summary>Adds a number to a column.</summary>
    public void Number(int column, ulong value)
    {
        _columns[column].Reserve(LongestNumber);
        _columns[column].Number(value);
    }

    /// <summary>Adds a number of either sign to a column.</summary>
    public void Signed(int column, long value) => Number(column, VarintWriter.ZigZag(value));

    /// <summary>Adds what a figure has changed by, where it is known; where it was not known before, it was 0.</summary>
    public void Change(int column, long? now, long? before)
    {
        if (now is { } value)
        {
            Signed(column, value - (before ?? 0));
        }
    }

    /// <summary>The lengths of the columns in bytes, and the columns.</summary>
    public byte[] ToArray()
    {
        var head = new VarintWriter(LongestNumber * columns);
        foreach (var column in _columns)
        {
            head.Number((ulong)column.Length);
        }

        return [.. head.Written, .. _columns.SelectMany(static column => column.ToArray())];
    }
}
