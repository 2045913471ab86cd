using Damon.Model.Addresses;
using Damon.Model.Monitoring;

namespace Damon.Model.Binning;

/// <summary>
/// Sums the regions of one snapshot into rows. A row's rate is the mean of what overlaps it, weighted by bytes and by the
/// share of the samples that could be observed.
/// </summary>
/// <param name="rows">Addresses of the rows, rising, not overlapping; an empty row stands for nothing.</param>
public sealed class RowSums(IReadOnlyList<AddressRange> rows)
{
    private readonly AddressRange[] _rows = [.. rows];
    private readonly double[] _accessed = new double[rows.Count];
    private readonly double[] _observed = new double[rows.Count];
    private int _first;
    private ulong _last;

    /// <summary>Number of rows.</summary>
    public int Count => _rows.Length;

    /// <summary>Accessed bytes of each row: bytes times the share of all samples that found them accessed.</summary>
    public ReadOnlySpan<double> Accessed => _accessed;

    /// <summary>Observed bytes of each row: bytes times the share of all samples that were observed.</summary>
    public ReadOnlySpan<double> Observed => _observed;

    /// <summary>Adds one region. Those of one snapshot come in address order; any other order is only slower.</summary>
    public void Add(AddressRange region, AccessRate rate) => Add(region, rate.AccessedShare, rate.ObservedShare);

    /// <summary>Adds what is told of one region. Those of one snapshot come in address order; any other order is only slower.</summary>
    public void Add(AddressRange region, RegionMeasure told) => Add(region, told.Value, told.Weight);

    /// <summary>Adds one region. Those of one snapshot come in address order; any other order is only slower.</summary>
    /// <param name="region">Its addresses.</param>
    /// <param name="accessed">Share of all samples that found it accessed, 0 .. 1; or another measure of it, times the next.</param>
    /// <param name="observed">Share of all samples that were observed, 0 .. 1; or how much is known of another measure.</param>
    public void Add(AddressRange region, double accessed, double observed)
    {
        if (observed <= 0)
        {
            return;
        }

        _first = region.Start < _last ? 0 : _first;
        _last = region.Start;
        while (_first < _rows.Length && _rows[_first].End <= region.Start)
        {
            _first++;
        }

        for (var row = _first; row < _rows.Length; row++)
        {
            ref readonly var range = ref _rows[row];
            if (range.Size == 0)
            {
                continue;
            }

            if (range.Start >= region.End)
            {
                return;
            }

            var bytes = (double)(Math.Min(region.End, range.End) - Math.Max(region.Start, range.Start));
            _accessed[row] += accessed * bytes;
            _observed[row] += observed * bytes;
        }
    }

    /// <summary>Begins the next snapshot.</summary>
    public void Clear()
    {
        Array.Clear(_accessed);
        Array.Clear(_observed);
        _first = 0;
        _last = 0;
    }
}
