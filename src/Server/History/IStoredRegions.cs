using Damon.Server.History.Packing;

namespace Damon.Server.History;

/// <summary>A snapshot's regions as they are kept, whatever their form.</summary>
internal interface IStoredRegions
{
    /// <summary>A walk through them, without building them.</summary>
    /// <exception cref="InvalidDataException">Damaged, or written by a newer version.</exception>
    RegionReader Read();

    /// <summary>Packed alone (<see cref="RegionCodec"/>).</summary>
    byte[] Pack();
}
