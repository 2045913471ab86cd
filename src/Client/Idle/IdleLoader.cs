using Damon.Client.Addresses;
using Damon.Client.Api;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Contracts.Rest.Limits;
using Damon.Model.Idle;

namespace Damon.Client.Idle;

/// <summary>Gets what is known of the idle memory of one target, or of all together: from the server, or from what it tells by itself.</summary>
/// <param name="api">The calls.</param>
/// <param name="session">Session id.</param>
/// <param name="target">Index of the target; null for all together.</param>
public sealed class IdleLoader(ApiClient api, string session, int? target)
{
    /// <summary>Index of the target; null for all together.</summary>
    public int? Target => target;

    /// <summary>Everything recorded, thinned to what can be drawn; empty when nothing is.</summary>
    /// <exception cref="ApiException">The server did not answer.</exception>
    public async Task<IReadOnlyList<IdlePoint>> SeriesAsync(CancellationToken cancel)
        => (await api.GetIdleSeriesAsync(session, target, IdleSeries.Points, cancel)).Series;

    /// <summary>The newest look at or before a time, of which there must be one.</summary>
    /// <param name="atUs">Unix microseconds; null for the last look.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>Null when both calls did not tell of the same look.</returns>
    /// <exception cref="ApiException">The server did not answer, or knows of no look.</exception>
    public async Task<IdleMoment?> MomentAsync(long? atUs, CancellationToken cancel)
    {
        var idle = await api.GetIdleAsync(session, target, atUs, cancel);
        var needed = await api.GetNeededAsync(session, target, idle.AtUs, idle.AtUs + 1, cancel);
        return needed.Series is [.., var point] ? new IdleMoment(PointOf(idle), point, idle.Mappings, idle.AtUs - idle.WatchedUs) : null;
    }

    /// <summary>The memory limits that hold now.</summary>
    /// <exception cref="ApiException">The server did not answer, or the session does not run.</exception>
    public async Task<IReadOnlyList<MemoryLimit>> LimitsAsync(CancellationToken cancel) => (await api.GetLimitsAsync(session, cancel)).Limits;

    /// <summary>What a target tells by itself, in the same form.</summary>
    /// <param name="told">What it tells.</param>
    /// <param name="mappings">Its mappings, in address order.</param>
    public static IdleMoment Of(IdleMessage told, IReadOnlyList<Mapping> mappings)
    {
        var idle = IdleFigures.Of(told.ToPanel());
        var needed = NeededFigures.Of(told.ToPanel(), told.WatchedUs);
        return new IdleMoment(
            new IdlePoint(told.AtUs, Whole(idle.ResidentBytes), Whole(idle.Bytes), Whole(idle.Errors), Whole(idle.UnknownBytes), told.ResolutionUs),
            new NeededPoint(told.AtUs, Whole(needed.ResidentBytes), Known(needed.Bytes), Known(needed.Errors)),
            [.. told.Pieces.Select(piece => Of(piece, MappingNames.At(mappings, piece.Start)))],
            told.AtUs - told.WatchedUs);
    }

    private static IdleMapping Of(IdlePiece piece, Mapping? mapping)
    {
        var figures = IdleFigures.Of([piece.ToPanel()]);
        return new IdleMapping(
            piece.Start, piece.End, mapping?.Name ?? "", mapping?.Kind, Whole(figures.ResidentBytes), Whole(figures.Bytes), Whole(figures.Errors), Whole(figures.UnknownBytes));
    }

    private static IdlePoint PointOf(IdleResource idle)
        => new(idle.AtUs, idle.Total.ResidentBytes, idle.Total.Bytes, idle.Total.Errors, idle.Total.UnknownBytes, idle.ResolutionUs);

    private static long Whole(double bytes) => (long)Math.Round(bytes);

    private static long[] Whole(IReadOnlyList<double> bytes) => [.. bytes.Select(Whole)];

    private static long?[] Known(IReadOnlyList<double?> bytes) => [.. bytes.Select(some => some is { } known ? Whole(known) : (long?)null)];
}
