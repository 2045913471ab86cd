namespace Damon.Server.History.Packing.Tiles;

/// <summary>What the tile before tells of a region, for writer and reader alike. Regions are asked for in address order.</summary>
/// <param name="regions">Its regions among others.</param>
/// <param name="first">The first.</param>
/// <param name="count">How many it has.</param>
internal struct TileBefore(TileRegions regions, int first, int count)
{
    private readonly int _end = first + count;
    private int _at = first;

    /// <summary>Rate expected, steps; -1 where nothing is.</summary>
    public readonly int Rate => IsThere ? regions.Rates[_at] : -1;

    /// <summary>Share touched expected, steps; -1 where nothing is.</summary>
    public readonly int Touched => IsThere ? regions.Touched[_at] : -1;

    /// <summary>Time since the last access expected, steps; -1 where nothing is.</summary>
    public readonly int Idle => IsThere ? IdleSteps.After(regions.Idle[_at]) : -1;

    private bool IsThere { readonly get; set; }

    /// <summary>Goes to the region that held an address then.</summary>
    public void Seek(ulong address)
    {
        while (_at < _end && regions.Ends[_at] <= address)
        {
            _at++;
        }

        IsThere = _at < _end && regions.Starts[_at] <= address;
    }
}
