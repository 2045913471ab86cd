namespace Damon.Server.History.Packing;

/// <summary>A snapshot's regions packed alone (<see cref="RegionCodec"/>).</summary>
/// <param name="packed">The bytes.</param>
internal sealed class PackedRegions(byte[] packed) : IStoredRegions
{
    public RegionReader Read() => new(packed);

    public byte[] Pack() => packed;
}
