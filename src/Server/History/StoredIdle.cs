using Damon.Contracts.Monitoring;
using Damon.Server.History.Packing;

namespace Damon.Server.History;

/// <summary>How long a target's memory has not been accessed, as every store keeps it (<see cref="IdleCodec"/>).</summary>
/// <param name="Session">The session's key.</param>
/// <param name="Target">Index of the target.</param>
/// <param name="AtUs">When it was so, Unix microseconds.</param>
/// <param name="WatchedUs">For how long the target had been watched, microseconds.</param>
/// <param name="ResolutionUs">How exactly times longer than this are known, microseconds.</param>
/// <param name="Packed">The pieces, packed.</param>
internal sealed record StoredIdle(long Session, int Target, long AtUs, long WatchedUs, long ResolutionUs, byte[] Packed)
{
    /// <summary>What is stored of a message.</summary>
    /// <exception cref="ArgumentException">The pieces are not in order; see <see cref="IdleCodec.Encode(IdlePiece[])"/>.</exception>
    public static StoredIdle Of(long session, IdleMessage message)
        => new(session, message.Target, message.AtUs, message.WatchedUs, message.ResolutionUs, IdleCodec.Encode(message.Pieces, message.Together));

    /// <summary>The message.</summary>
    /// <exception cref="InvalidDataException">Damaged, or written by another version.</exception>
    public IdleMessage ToMessage()
    {
        var pieces = IdleCodec.Decode(Packed, out var together);
        return new() { Target = Target, AtUs = AtUs, WatchedUs = WatchedUs, ResolutionUs = ResolutionUs, Pieces = pieces, Together = together };
    }
}
