using Damon.Model.Addresses;
using Damon.Model.Binning;

namespace Damon.Server.History.Tiles;

/// <summary>What is summed between two borders and the next, of a tile's time.</summary>
/// <param name="borders">The borders, rising.</param>
internal sealed class TileParts(ulong[] borders)
{
    private readonly int _count = Math.Max(0, borders.Length - 1);
    private readonly double[][] _sums = [.. Enumerable.Range(0, Sums).Select(_ => new double[Math.Max(0, borders.Length - 1)])];
    private readonly bool[] _isCovered = new bool[Math.Max(0, borders.Length - 1)];

    // Accessed, observed; share touched, time estimated; idle, time known: each the value times its weight, and the weight.
    private const int Sums = 6;

    /// <summary>Number of parts.</summary>
    public int Count => _count;

    /// <summary>Addresses of a part.</summary>
    public AddressRange Range(int part) => new(borders[part], borders[part + 1]);

    /// <summary>Whether anything was monitored there.</summary>
    public bool IsCovered(int part) => _isCovered[part];

    /// <summary>Sums of one measure: value times weight, and weight.</summary>
    public RegionMeasure Sum(CellMeasure measure, int part) => new(_sums[2 * (int)measure][part], _sums[(2 * (int)measure) + 1][part]);

    /// <summary>Adds a region; those of one snapshot come in address order.</summary>
    /// <param name="from">A part not above its first.</param>
    /// <param name="region">Its addresses; both ends are borders.</param>
    /// <param name="share">Share of the tile's time.</param>
    /// <param name="rate">How often it was accessed.</param>
    /// <param name="touched">How much of it.</param>
    /// <param name="idle">How long it was not.</param>
    /// <returns>The part behind it.</returns>
    public int Add(int from, AddressRange region, double share, RegionMeasure rate, RegionMeasure touched, RegionMeasure idle)
    {
        var at = from;
        while (borders[at] < region.Start)
        {
            at++;
        }

        for (; at < _count && borders[at] < region.End; at++)
        {
            _isCovered[at] = true;
            Add(CellMeasure.Rate, at, share, rate);
            Add(CellMeasure.Touched, at, share, touched);
            Add(CellMeasure.Idle, at, share, idle);
        }

        return at;
    }

    private void Add(CellMeasure measure, int at, double share, RegionMeasure told)
    {
        _sums[2 * (int)measure][at] += told.Value * share;
        _sums[(2 * (int)measure) + 1][at] += told.Weight * share;
    }
}
