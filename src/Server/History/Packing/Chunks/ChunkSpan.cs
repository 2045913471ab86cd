namespace Damon.Server.History.Packing.Chunks;

/// <summary>Which regions of a chunk are one snapshot's.</summary>
/// <param name="First">The first.</param>
/// <param name="Count">How many it has.</param>
/// <param name="Layout">What they carry.</param>
/// <param name="StartUs">Its start, Unix microseconds.</param>
internal readonly record struct ChunkSpan(int First, int Count, RegionLayout Layout, long StartUs)
{
    /// <summary>One past the last.</summary>
    public int End => First + Count;

    /// <summary>Finds its regions by address, for the snapshot behind it.</summary>
    public Predecessor Find(ChunkColumns columns) => new(columns.Starts, columns.Ends, First, Count);
}
