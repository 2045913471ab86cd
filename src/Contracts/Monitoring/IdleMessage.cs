using Damon.Model.Idle;
using MessagePack;

namespace Damon.Contracts.Monitoring;

/// <summary>How long the memory of one target has not been accessed, mapping by mapping.</summary>
[MessagePackObject]
public sealed record IdleMessage
{
    /// <summary>Index of the target in its session, from 0.</summary>
    [Key(0)] public int Target { get; init; }

    /// <summary>When it was so, Unix microseconds.</summary>
    [Key(1)] public long AtUs { get; init; }

    /// <summary>For how long the target has been watched, microseconds.</summary>
    [Key(2)] public long WatchedUs { get; init; }

    /// <summary>How exactly times longer than this are known, microseconds: each page is looked at anew after such a time.</summary>
    [Key(3)] public long ResolutionUs { get; init; }

    /// <summary>The mappings of which something is present, in address order.</summary>
    [Key(4)] public IdlePiece[] Pieces { get; init; } = [];

    /// <summary>What of it counts where all targets are taken together, each physical page once; null where that is the same.</summary>
    [Key(5)] public IdlePiece[]? Together { get; init; }

    /// <summary>The pieces that count.</summary>
    /// <param name="together">Whether several targets are taken together.</param>
    public IdlePiece[] PiecesOf(bool together) => together ? Together ?? Pieces : Pieces;

    /// <summary>The same for the rules of the domain.</summary>
    /// <param name="together">Whether several targets are taken together.</param>
    public IEnumerable<PanelPiece> ToPanel(bool together = false) => PiecesOf(together).Select(static piece => piece.ToPanel());
}
