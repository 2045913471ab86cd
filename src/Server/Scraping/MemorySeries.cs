using System.Globalization;
using Damon.Contracts.Monitoring;
using Damon.Model.Idle;
using Damon.Server.Idle;
using Damon.Server.Sessions;

namespace Damon.Server.Scraping;

/// <summary>How much memory running sessions hold and need, and how much of it lies idle, by what their samplers have told last.</summary>
internal sealed class MemorySeries(SessionRegistry sessions) : ISeriesSource
{
    private const double UsPerSecond = 1e6;

    private static readonly EstimatedMetric Resident = EstimatedMetric.Of("damon_resident_bytes", "Memory that is present.");
    private static readonly EstimatedMetric Unknown = EstimatedMetric.Of("damon_unknown_bytes", "Memory that is present and of which nothing can be told.");
    private static readonly EstimatedMetric Needed = EstimatedMetric.Of("damon_needed_bytes", "Memory accessed within a window until now.");
    private static readonly EstimatedMetric Idle = EstimatedMetric.Of("damon_idle_bytes", "Memory not accessed for at least so long.");
    private static readonly Metric Resolution = new("damon_idle_resolution_seconds", "Idle times longer than this are known no more exactly than that.");

    /// <inheritdoc/>
    public void AddTo(SeriesSet set)
    {
        foreach (var entry in sessions.Active)
        {
            var session = entry.Session;
            AddSession(set, session, IdleTogether.Newest(entry, session));
        }
    }

    private static void AddSession(SeriesSet set, Session session, List<IdleMessage> told)
    {
        foreach (var one in told)
        {
            if (session.Targets[one.Target] is { EndedBecause: null } target)
            {
                AddFigures(set, SessionLabels.OfTarget(session, target), [one], together: false);
            }
        }

        // As in the answers of idle and needed.
        var together = session.Targets.Count > 1;
        AddFigures(set, SessionLabels.OfAll(session), told, together);
        foreach (var (index, group) in session.Groups.Index())
        {
            AddFigures(set, SessionLabels.OfGroup(session, group), [.. told.Where(one => session.Targets[one.Target].Group == index)], together);
        }
    }

    private static void AddFigures(SeriesSet set, SeriesLabels labels, List<IdleMessage> told, bool together)
    {
        if (told.Count == 0)
        {
            return;
        }

        PanelPiece[] pieces = [.. told.SelectMany(one => one.ToPanel(together))];
        var watchedUs = told.Max(static one => one.WatchedUs);
        var present = PresentFigures.Of(pieces);
        Add(set, Resident, present.ResidentBytes, present.ResidentError, labels);
        Add(set, Unknown, present.UnknownBytes, present.UnknownError, labels);
        var needed = NeededFigures.Of(pieces, watchedUs);
        AddEach(set, Needed, needed.Bytes, needed.Errors, "window", IdleScale.WindowsS, labels);
        var cold = ColdFigures.Of(pieces, watchedUs);
        AddEach(set, Idle, cold.Bytes, cold.Errors, "idle", IdleScale.AgesS, labels);
        set.Gauge(Resolution, told.Max(static one => one.ResolutionUs) / UsPerSecond, labels);
    }

    private static void AddEach(
        SeriesSet set, EstimatedMetric metric, IReadOnlyList<double?> bytes, IReadOnlyList<double?> errors, string label, IReadOnlyList<int> timesS, SeriesLabels labels)
    {
        for (var i = 0; i < timesS.Count; i++)
        {
            Add(set, metric, bytes[i], errors[i], labels.With(label, string.Create(CultureInfo.InvariantCulture, $"{timesS[i]}s")));
        }
    }

    private static void Add(SeriesSet set, EstimatedMetric metric, double? bytes, double? error, SeriesLabels labels)
        => set.Estimate(metric, Whole(bytes), Whole(error), labels);

    private static double? Whole(double? bytes) => bytes is { } known ? IdleResources.Whole(known) : null;
}
