using System.Buffers.Binary;
using Damon.Model.Binning;

namespace Damon.Contracts.Rest;

/// <summary>
/// Cells of a heatmap in two bytes each, for pictures that are fetched often: as JSON a picture of 600 x 400 cells is a
/// megabyte. The bytes are: number of columns, number of rows (32 bits each), then the cells column by column, each from
/// its lowest row up (16 bits each); all little-endian. Several pictures may follow each other. A cell is the access rate, or the share touched, in 1/600 percent; of the time
/// since the last access it is 1500 log2(1 + milliseconds). 65535 is unknown, and what is above zero is at least 1.
/// </summary>
public sealed class PackedCells
{
    /// <summary>Media type of the bytes.</summary>
    public const string MediaType = "application/vnd.damon.cells";

    private const int Header = 8;

    private readonly byte[] _bytes;

    /// <summary>Cells that are all unknown.</summary>
    /// <param name="columns">At least 1.</param>
    /// <param name="rows">At least 1.</param>
    public PackedCells(int columns, int rows)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        _bytes = new byte[Header + (columns * rows * 2)];
        BinaryPrimitives.WriteInt32LittleEndian(_bytes, columns);
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(4), rows);
        _bytes.AsSpan(Header).Fill(byte.MaxValue);
    }

    private PackedCells(byte[] bytes) => _bytes = bytes;

    /// <summary>Number of columns.</summary>
    public int Columns => BinaryPrimitives.ReadInt32LittleEndian(_bytes);

    /// <summary>Number of rows.</summary>
    public int Rows => BinaryPrimitives.ReadInt32LittleEndian(_bytes.AsSpan(4));

    /// <summary>The form that travels.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>Takes up what has travelled; null when it is not what it should be.</summary>
    public static PackedCells? TryRead(byte[] bytes)
    {
        if (bytes.Length < Header)
        {
            return null;
        }

        var cells = new PackedCells(bytes);
        return cells is { Columns: >= 1, Rows: >= 1 } && bytes.Length == Header + ((long)cells.Columns * cells.Rows * 2) ? cells : null;
    }

    /// <summary>Takes up several that have travelled in one body, one after the other; null when it is not what it should be.</summary>
    public static PackedCells[]? TryReadAll(byte[] bytes)
    {
        var all = new List<PackedCells>();
        for (var at = 0L; at < bytes.Length;)
        {
            if (bytes.Length - at < Header)
            {
                return null;
            }

            var head = bytes.AsSpan((int)at);
            var (columns, rows) = (BinaryPrimitives.ReadInt32LittleEndian(head), BinaryPrimitives.ReadInt32LittleEndian(head[4..]));
            if (columns < 1 || rows < 1 || (Int128)columns * rows * 2 > head.Length - Header)
            {
                return null;
            }

            var length = Header + (columns * rows * 2);
            all.Add(new PackedCells(head[..length].ToArray()));
            at += length;
        }

        return all.Count == 0 ? null : [.. all];
    }

    /// <summary>Sets a cell.</summary>
    /// <param name="column">From 0, oldest first.</param>
    /// <param name="row">From 0, lowest first.</param>
    /// <param name="value">Its value.</param>
    public void Set(int column, int row, CellValue value) => BinaryPrimitives.WriteUInt16LittleEndian(Cell(column, row), value.Code);

    /// <summary>Writes a column in percent, or in seconds where the cells are times, lowest row first; NaN is unknown.</summary>
    /// <param name="column">From 0, oldest first.</param>
    /// <param name="into">One entry a row.</param>
    /// <param name="measure">What was asked for.</param>
    public void Read(int column, Span<float> into, CellMeasure measure = CellMeasure.Rate)
    {
        var cells = _bytes.AsSpan(Header + (column * Rows * 2), into.Length * 2);
        var (last, value) = (CellValue.Unknown, float.NaN);
        for (var row = 0; row < into.Length; row++)
        {
            // Most cells are like the one below.
            var cell = new CellValue((ushort)(cells[row * 2] | (cells[(row * 2) + 1] << 8)));
            (last, value) = cell.Code == last.Code ? (last, value) : (cell, cell.As(measure));
            into[row] = value;
        }
    }

    private Span<byte> Cell(int column, int row) => _bytes.AsSpan(Header + (((column * Rows) + row) * 2));
}
