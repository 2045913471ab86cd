using Damon.Client.Addresses;
using Damon.Model.Binning;

namespace Damon.Client.Pictures;

/// <summary>A picture of a span of a recording, binned by the server.</summary>
/// <param name="grid">The cells.</param>
/// <param name="rows">The rows the cells were binned for.</param>
/// <param name="mask">Rows with accessible memory, see <see cref="RowMask"/>.</param>
/// <param name="past">What is concluded of the time before the recording; null for nothing.</param>
public sealed class RecordedPicture(CellGrid grid, RowMap rows, bool[] mask, InferredPast? past = null) : IColumnSource
{
    /// <inheritdoc/>
    public RowMap Rows => rows;

    /// <inheritdoc/>
    public long OriginUs => grid.FromUs;

    /// <inheritdoc/>
    public double ColumnUs => grid.ColumnUs;

    /// <inheritdoc/>
    public long Oldest => 0;

    /// <inheritdoc/>
    public long Newest => grid.Columns - 1;

    /// <inheritdoc/>
    public CellMeasure Measure => grid.Measure;

    /// <summary>Time after which nothing is shown yet, Unix microseconds; null shows all.</summary>
    public double? LimitUs { get; set; }

    /// <summary>The last column that begins before a time, clamped to the picture.</summary>
    public long ColumnBefore(double us) => Math.Clamp((long)Math.Floor((us - grid.FromUs) / grid.ColumnUs), 0, Newest);

    /// <inheritdoc/>
    public void Read(long column, Span<float> into)
    {
        if (LimitUs is { } limit && grid.FromUs + (column * grid.ColumnUs) >= limit)
        {
            into.Fill(float.NaN);
            return;
        }

        grid.Column((int)column).CopyTo(into);
        if (IsInferred(column))
        {
            past!.Read(rows, Middle(column), into, Measure);
        }

        RowMask.Apply(mask, into);
    }

    /// <inheritdoc/>
    public bool IsInferred(long column) => past is not null && Middle(column) < past.ToUs;

    private double Middle(long column) => grid.FromUs + ((column + 0.5) * grid.ColumnUs);
}
