namespace Damon.Server.History.Packing.Chunks;

/// <summary>A snapshot's regions within a chunk.</summary>
/// <param name="columns">The chunk's regions.</param>
/// <param name="first">Its first.</param>
/// <param name="count">How many it has.</param>
/// <param name="layout">What they carry.</param>
internal sealed class ChunkRegions(ChunkColumns columns, int first, int count, RegionLayout layout) : IStoredRegions
{
    public RegionReader Read() => new(columns, first, count, layout);

    public byte[] Pack() => RegionCodec.Encode(Read());
}
