using Damon.Contracts.Rest;

namespace Damon.Run.Looking.Figures;

/// <summary>Makes needs and idle of what the server tells.</summary>
internal static class MemoryUses
{
    /// <summary>Memory is needed when it was accessed within so many seconds.</summary>
    public const int NeedsS = 60;

    /// <summary>Memory is idle when it was not accessed for so many seconds.</summary>
    public const int IdleS = 600;

    /// <summary>All memory of a process, or of several together.</summary>
    /// <param name="point">Bytes accessed within each window at a moment.</param>
    /// <param name="windowsS">The windows, seconds, ascending.</param>
    /// <param name="idle">Bytes by age at the same moment.</param>
    public static MemoryUse Of(NeededPoint point, IReadOnlyList<int> windowsS, IdleTotal idle)
    {
        var (needs, used) = (Known(point, windowsS, NeedsS), Known(point, windowsS, IdleS));
        return new MemoryUse(
            point.ResidentBytes,
            needs,
            used is null ? null : used with { Bytes = Math.Max(0, point.ResidentBytes - idle.UnknownBytes - used.Bytes) },
            idle.UnknownBytes);
    }

    /// <summary>Memory of one mapping, over the same times as <paramref name="whole"/> where the groups of ages allow it, else over the next shorter one.</summary>
    public static MemoryUse Of(IdleMapping mapping, IReadOnlyList<int> edgesS, MemoryUse whole)
    {
        var idleS = whole.Idle is { } idle ? edgesS.LastOrDefault(edge => edge <= idle.Seconds) : 0;
        return new MemoryUse(
            mapping.ResidentBytes,
            whole.Needs is { } needs ? Sum(mapping, needs.Seconds, group => edgesS.Count > group && edgesS[group] <= needs.Seconds) : null,
            idleS > 0 ? Sum(mapping, idleS, group => group > 0 && edgesS[group - 1] >= idleS) : null,
            mapping.UnknownBytes);
    }

    /// <summary>Several together. Their errors are taken as independent of each other.</summary>
    public static MemoryUse Together(IReadOnlyCollection<MemoryUse> uses) => new(
        uses.Sum(use => use.HoldsBytes), Together([.. uses.Select(use => use.Needs)]), Together([.. uses.Select(use => use.Idle)]), uses.Sum(use => use.UnknownBytes));

    private static Estimate? Known(NeededPoint point, IReadOnlyList<int> windowsS, int mostS)
    {
        Estimate? known = null;
        for (var i = 0; i < windowsS.Count && windowsS[i] <= mostS; i++)
        {
            known = point.Bytes[i] is { } bytes ? new Estimate(bytes, point.Errors[i] ?? 0, windowsS[i]) : known;
        }

        return known;
    }

    private static Estimate Sum(IdleMapping mapping, int seconds, Func<int, bool> counts)
    {
        var (bytes, square) = (0L, 0.0);
        for (var i = 0; i < mapping.Bytes.Count; i++)
        {
            bytes += counts(i) ? mapping.Bytes[i] : 0;
            square += counts(i) ? Math.Pow(mapping.Errors[i], 2) : 0;
        }

        return new Estimate(bytes, Root(square), seconds);
    }

    private static Estimate? Together(Estimate?[] estimates) => estimates is [{ } first, ..] && estimates.All(one => one is not null)
        ? new Estimate(estimates.Sum(one => one!.Bytes), Root(estimates.Sum(one => Math.Pow(one!.Error, 2))), first.Seconds)
        : null;

    private static long Root(double square) => (long)Math.Round(Math.Sqrt(square));
}
