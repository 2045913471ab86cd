namespace Damon.Server.History.Packing.Tiles;

/// <summary>A tile's regions among those of several.</summary>
/// <param name="regions">All of them.</param>
/// <param name="first">Its first.</param>
/// <param name="count">How many it has.</param>
/// <param name="lengthUs">Length of a tile, microseconds.</param>
internal sealed class StoredTile(TileRegions regions, int first, int count, long lengthUs) : IStoredRegions
{
    public RegionReader Read() => new(regions, first, count, lengthUs);

    /// <exception cref="NotSupportedException">Always: a tile is no snapshot, and is not packed as one.</exception>
    public byte[] Pack() => throw new NotSupportedException("A tile is not packed as a snapshot.");
}
