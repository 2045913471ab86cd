using Damon.Server.History.Packing.Chunks;

namespace Damon.Server.History.Packing.Tiles;

/// <summary>What the tile before tells of a region, for writer and reader alike. Regions are asked for in address order.</summary>
/// <param name="regions">Its regions among others.</param>
/// <param name="first">The first.</param>
/// <param name="count">How many it has.</param>
internal struct TileBefore(TileRegions regions, int first, int count)
{
    private Predecessor _tile = new(regions.Starts, regions.Ends, first, count);
    private int _at = -1;

    /// <summary>Rate expected, steps; -1 where nothing is.</summary>
    public readonly int Rate => _at < 0 ? -1 : regions.Rates[_at];

    /// <summary>Share touched expected, steps; -1 where nothing is.</summary>
    public readonly int Touched => _at < 0 ? -1 : regions.Touched[_at];

    /// <summary>Time since the last access expected, steps; -1 where nothing is.</summary>
    public readonly int Idle => _at < 0 ? -1 : IdleSteps.After(regions.Idle[_at]);

    /// <summary>Goes to the region that held an address then.</summary>
    public void Seek(ulong address) => _at = _tile.At(address);
}
