using Damon.Client.Idle;
using Damon.Contracts.Rest;
using Damon.Model.Monitoring;

namespace Damon.Client.Tests.Idle;

/// <summary>Looks at idle memory for tests.</summary>
internal static class Looks
{
    public const long MiB = 1 << 20;

    public const int Groups = 13;

    /// <summary>A look with some MiB in some groups.</summary>
    public static IdlePoint Point(long seconds, long unknownMiB = 0, params (int Group, long MiB)[] groups)
    {
        var bytes = new long[Groups];
        foreach (var (group, some) in groups)
        {
            bytes[group] = some * MiB;
        }

        return new IdlePoint(seconds * 1_000_000, bytes.Sum() + (unknownMiB * MiB), bytes, [.. bytes.Select(some => some / 10)], unknownMiB * MiB, 12_000_000);
    }

    /// <summary>What it says is needed, in the windows that its time allows.</summary>
    /// <param name="point">The look.</param>
    /// <param name="watchedS">For how long it has been watched, seconds.</param>
    public static NeededPoint Needed(IdlePoint point, long watchedS)
    {
        // 600 s lie within a group: a half of it.
        long?[] bytes = [point.Bytes[0], point.Bytes.Take(4).Sum(), point.Bytes.Take(6).Sum(), point.Bytes.Take(8).Sum() + (point.Bytes[8] / 2), point.Bytes.Take(10).Sum()];
        int[] windows = [1, 10, 60, 600, 3_600];
        return new NeededPoint(
            point.Us, point.ResidentBytes, [.. bytes.Select((some, i) => watchedS >= windows[i] ? some : null)], [.. bytes.Select((some, i) => watchedS >= windows[i] ? some / 20 : null)]);
    }

    /// <summary>A look with what belongs to it.</summary>
    /// <param name="point">The look.</param>
    /// <param name="watchedS">For how long it has been watched, seconds.</param>
    /// <param name="mappings">The same by mapping.</param>
    public static IdleMoment Moment(IdlePoint point, long watchedS, params IdleMapping[] mappings)
        => new(point, Needed(point, watchedS), mappings, point.Us - (watchedS * 1_000_000));

    /// <summary>The server's answer of a look.</summary>
    /// <param name="point">The look.</param>
    /// <param name="watchedS">For how long it has been watched, seconds.</param>
    /// <param name="mappings">The same by mapping.</param>
    public static IdleResource Answer(IdlePoint point, long watchedS, params IdleMapping[] mappings)
        => new(point.Us, point.ResolutionUs, watchedS * 1_000_000, Damon.Model.Idle.IdleScale.EdgesS, new IdleTotal(point.ResidentBytes, point.Bytes, point.Errors, point.UnknownBytes), mappings);

    /// <summary>A mapping of some pages, all resident, with some of them in groups.</summary>
    public static IdleMapping Mapping(ulong startPage, ulong endPage, string name, MappingKind? kind, params (int Group, long Pages)[] groups)
    {
        var bytes = new long[Groups];
        foreach (var (group, pages) in groups)
        {
            bytes[group] = pages * 4_096;
        }

        return new IdleMapping(startPage * 4_096, endPage * 4_096, name, kind, bytes.Sum(), bytes, new long[Groups], 0);
    }
}
