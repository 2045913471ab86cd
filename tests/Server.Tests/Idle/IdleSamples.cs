using Damon.Contracts.Monitoring;
using Damon.Model.Idle;

namespace Damon.Server.Tests.Idle;

/// <summary>What a sampler tells of idle memory.</summary>
internal static class IdleSamples
{
    /// <summary>For how long targets have been watched: enough for the windows of 1, 10 and 60 seconds.</summary>
    public const long WatchedUs = 100_000_000;

    /// <summary>A piece of which every page is followed.</summary>
    public static IdlePiece Piece(ulong start, ulong end, params (int Age, int Pages)[] present)
    {
        var counts = new int[IdleScale.Counts];
        foreach (var (age, pages) in present)
        {
            counts[age] = pages;
        }

        return new IdlePiece(start, end, 1, (int)((end - start) / 4_096), counts, 0);
    }

    public static IdleMessage Message(long atUs, int target, params IdlePiece[] pieces)
        => new() { Target = target, AtUs = atUs, WatchedUs = WatchedUs, ResolutionUs = 20_000_000, Pieces = pieces };

    /// <summary>Three pieces: followed whole, followed in part with unknown pages, and of which nothing is present any more.</summary>
    public static IdleMessage Mixed(long atUs, int target = 0, int scale = 1) => Message(
        atUs,
        target,
        Piece(0x1000, 0x401000, (0, 5 * scale), (3, 7 * scale), (IdleScale.Counts - 1, 11)),
        Piece(0x7f0000000000, 0x7f0010000000, (1, 30 * scale), (9, 100)) with { PagesPerUnit = 128, Drawn = 400, Unknown = 6 },
        Piece(0x7f0010000000, 0x7f0010004000));
}
