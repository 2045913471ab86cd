namespace Damon.Server.History.Packing.Chunks;

/// <summary>
/// Finds the region of the snapshot before that held an address, for writer and reader alike: mostly it is still the same,
/// one aggregation older. Regions are asked for in address order.
/// </summary>
/// <param name="starts">First bytes of regions, those of the snapshot among them.</param>
/// <param name="ends">One past their last bytes.</param>
/// <param name="first">The snapshot's first.</param>
/// <param name="count">How many it has; 0 for no snapshot before.</param>
internal struct Predecessor(ulong[] starts, ulong[] ends, int first, int count)
{
    private readonly int _end = first + count;
    private int _at = first;

    /// <summary>Index of the region that held an address; -1 when none did.</summary>
    public int At(ulong address)
    {
        while (_at < _end && ends[_at] <= address)
        {
            _at++;
        }

        return _at < _end && starts[_at] <= address ? _at : -1;
    }
}
