using Damon.Model.Sessions;
using Damon.Server.Sessions;
using Damon.Server.Watching;

namespace Damon.Server.Scraping;

/// <summary>Who is connected, and the sessions by their states.</summary>
internal sealed class HubSeries(SamplerDirectory samplers, SessionRegistry sessions, WatcherDirectory watchers) : ISeriesSource
{
    private static readonly Metric Samplers = new("damon_samplers_connected", "Samplers that are connected.");
    private static readonly Metric Watchers = new("damon_watchers", "Pages and programs that watch a session live.");
    private static readonly Metric Sent = new("damon_watch_snapshots_sent_total", "Snapshots sent to those who watch since the server started.");
    private static readonly Metric Lost = new("damon_watch_snapshots_lost_total", "Snapshots that those who watch have lost since the server started because they fell behind; all are recorded.");
    private static readonly Metric Sessions = new("damon_sessions", "Sessions by their state, recorded ones included.");

    /// <inheritdoc/>
    public void AddTo(SeriesSet set)
    {
        set.Gauge(Samplers, samplers.All.Count, SeriesLabels.None);
        set.Gauge(Watchers, watchers.Count, SeriesLabels.None);
        set.Counter(Sent, watchers.Counts.Sent, SeriesLabels.None);
        set.Counter(Lost, watchers.Counts.Lost, SeriesLabels.None);
        var byState = sessions.All.CountBy(static session => session.State).ToDictionary();
        foreach (var state in Enum.GetValues<SessionState>())
        {
            set.Gauge(Sessions, byState.GetValueOrDefault(state), SeriesLabels.None.With("state", state.ToString().ToLowerInvariant()));
        }
    }
}
