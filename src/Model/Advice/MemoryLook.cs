using Damon.Model.Idle;

namespace Damon.Model.Advice;

/// <summary>What one look tells of some memory, as far as advice stands on it. Bytes; errors are standard errors.</summary>
/// <param name="Us">When, Unix microseconds.</param>
/// <param name="WatchedUs">For how long it has been watched, microseconds.</param>
/// <param name="ResidentBytes">Present.</param>
/// <param name="NeededBytes">Accessed within <see cref="NeededS"/>, or since watching began where that is not so long ago.</param>
/// <param name="NeededError">Of the needed.</param>
/// <param name="ColdBytes">Not accessed for <see cref="ColdS"/>.</param>
/// <param name="ColdError">Of the cold.</param>
/// <param name="UntouchedBytes">Not accessed since watching began, or for a day where it began longer ago.</param>
/// <param name="UntouchedError">Of the untouched.</param>
/// <param name="UnknownBytes">Present, and nothing can be told of them.</param>
public sealed record MemoryLook(
    long Us,
    long WatchedUs,
    double ResidentBytes,
    double NeededBytes,
    double NeededError,
    double ColdBytes,
    double ColdError,
    double UntouchedBytes,
    double UntouchedError,
    double UnknownBytes)
{
    /// <summary>Memory counts as needed when it was accessed within this time, seconds: what has its turn once a day, too.</summary>
    public const int NeededS = 86_400;

    /// <summary>Memory that has not been accessed for so long is cold, seconds.</summary>
    public const int ColdS = 60;

    private static readonly (int, int)[] Spans = [(0, NeededS), (ColdS, int.MaxValue), (NeededS, int.MaxValue)];

    /// <summary>What some pieces tell together.</summary>
    /// <param name="us">When, Unix microseconds.</param>
    /// <param name="watchedUs">For how long they have been watched, microseconds.</param>
    /// <param name="pieces">The pieces.</param>
    public static MemoryLook Of(long us, long watchedUs, IEnumerable<PanelPiece> pieces)
    {
        var all = pieces.ToArray();
        var (bytes, errors) = AgeSums.Of(all, Spans);
        return new MemoryLook(
            us,
            watchedUs,
            all.Sum(static piece => piece.Bytes(piece.Present)),
            bytes[0],
            errors[0],
            bytes[1],
            errors[1],
            bytes[2],
            errors[2],
            all.Sum(static piece => piece.Bytes(piece.Unknown)));
    }
}
