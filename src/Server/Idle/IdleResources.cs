using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Model.Idle;
using Damon.Server.Exports;

namespace Damon.Server.Idle;

/// <summary>What callers see of idle memory.</summary>
internal static class IdleResources
{
    /// <summary>All that some targets tell, as of the newest of them.</summary>
    /// <param name="told">One of each target, at least one.</param>
    /// <param name="together">Whether they are taken together, each physical page once.</param>
    /// <param name="mappings">What to show mapping by mapping.</param>
    public static IdleResource Of(IReadOnlyList<IdleMessage> told, bool together, IReadOnlyList<IdleMapping> mappings)
    {
        return new IdleResource(
            told.Max(one => one.AtUs),
            told.Max(one => one.ResolutionUs),
            told.Max(one => one.WatchedUs),
            IdleScale.EdgesS,
            TotalOf(told.SelectMany(one => one.ToPanel(together))),
            mappings);
    }

    /// <summary>Some pieces added up.</summary>
    public static IdleTotal TotalOf(IEnumerable<PanelPiece> pieces)
    {
        var figures = IdleFigures.Of(pieces);
        return new IdleTotal(Whole(figures.ResidentBytes), Whole(figures.Bytes), Whole(figures.Errors), Whole(figures.UnknownBytes));
    }

    /// <summary>What some targets tell at one moment.</summary>
    /// <param name="us">The moment, Unix microseconds.</param>
    /// <param name="told">One of each target, at least one.</param>
    /// <param name="together">Whether they are taken together, each physical page once.</param>
    public static IdlePoint PointOf(long us, IReadOnlyList<IdleMessage> told, bool together)
    {
        var figures = IdleFigures.Of(told.SelectMany(one => one.ToPanel(together)));
        return new IdlePoint(us, Whole(figures.ResidentBytes), Whole(figures.Bytes), Whole(figures.Errors), Whole(figures.UnknownBytes), told.Max(one => one.ResolutionUs));
    }

    /// <summary>What one target tells, piece by piece, each under the name of the mapping in which it begins.</summary>
    /// <param name="told">What it tells.</param>
    /// <param name="together">Whether it is taken together with others.</param>
    /// <param name="mappings">Its mappings then, in address order.</param>
    public static IEnumerable<IdleMapping> ByMapping(IdleMessage told, bool together, Mapping[] mappings)
    {
        var lookup = new MappingLookup(mappings);
        foreach (var piece in told.PiecesOf(together))
        {
            var figures = IdleFigures.Of([piece.ToPanel()]);
            var mapping = lookup.Of(piece.Start, piece.Start + 1);
            yield return new IdleMapping(
                piece.Start,
                piece.End,
                mapping?.Called ?? "",
                mapping?.Kind,
                Whole(figures.ResidentBytes),
                Whole(figures.Bytes),
                Whole(figures.Errors),
                Whole(figures.UnknownBytes));
        }
    }

    /// <summary>Bytes to be shown.</summary>
    public static long Whole(double bytes) => (long)Math.Round(bytes);

    private static long[] Whole(IReadOnlyList<double> bytes) => [.. bytes.Select(Whole)];
}
