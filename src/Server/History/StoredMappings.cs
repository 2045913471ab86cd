using Damon.Contracts.Monitoring;
using Damon.Server.History.Packing;

namespace Damon.Server.History;

/// <summary>A target's mappings as every store keeps them (<see cref="MappingCodec"/>).</summary>
/// <param name="Session">The session's key.</param>
/// <param name="Target">Index of the target.</param>
/// <param name="AtUs">When they were read, Unix microseconds.</param>
/// <param name="Packed">The mappings, packed.</param>
internal sealed record StoredMappings(long Session, int Target, long AtUs, byte[] Packed)
{
    /// <summary>What is stored of a set.</summary>
    public static StoredMappings Of(long session, MappingSet set) => new(session, set.Target, set.AtUs, MappingCodec.Encode(set.Mappings));

    /// <summary>The set.</summary>
    /// <exception cref="InvalidDataException">Damaged, or written by a newer version.</exception>
    public MappingSet ToSet() => new() { Target = Target, AtUs = AtUs, Mappings = MappingCodec.Decode(Packed) };
}
