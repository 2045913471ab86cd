using Damon.Sampler.Monitoring.Adaptive;
using Damon.Sampler.Monitoring.Sights;

namespace Damon.Sampler.Monitoring.Panels;

/// <summary>Has the panels of all targets told at one moment, so that what several of them map can be taken together.</summary>
internal sealed class PanelTelling(SessionAccounts accounts, IMonitoringSink sink, IMonitoringClock clock)
{
    private const long NsPerUs = 1_000;
    private const long NsPerSecond = 1_000_000_000;
    private const long TellNs = 10 * NsPerSecond;

    /// <summary>How long the first telling waits for panels that are not made old for the first time yet.</summary>
    private const long PatienceNs = 30 * NsPerSecond;

    private readonly PanelUnion _union = new();
    private readonly List<(AdaptiveTarget Target, IdleView View)> _told = [];
    private long _startNs;
    private long _toldNs;
    private int _joined = 1;

    /// <inheritdoc cref="PanelUnion.DistinctShare"/>
    public double DistinctShare => _union.DistinctShare;

    /// <summary>A second has passed: tells where it is time to.</summary>
    public void Step(LiveTargets<AdaptiveTarget> live)
    {
        var now = clock.NowNs;
        _startNs = _startNs == 0 ? now : _startNs;
        Compare(live, now);
        if (live.All.Count == 0 || !IsReady(live.All, now) || now - _toldNs < Math.Max(TellNs, live.All.Min(static target => target.Panel.CycleNs)))
        {
            return;
        }

        _toldNs = now;
        _told.Clear();
        live.ForEach(static (target, with) => with.Mine.Take(target, with.Now, with.UnixUs), (Mine: this, Now: now, clock.UnixUs));
        var areSeveral = _told.Count > 1;
        if (areSeveral)
        {
            _union.Join(_told.Select(static told => told.Target.Panel), now);
        }

        foreach (var (target, view) in _told)
        {
            sink.Publish(areSeveral ? view with { Together = _union.Of(target.Panel) } : view);
        }
    }

    // What several map must be known as soon as there are several, not when they are told first: by it the panels have their
    // sizes, and pages that come into them later are known later.
    private void Compare(LiveTargets<AdaptiveTarget> live, long nowNs)
    {
        if (live.All.Count > _joined && nowNs > _startNs)
        {
            _joined = live.All.Count;
            _union.Join(live.All.Select(static target => target.Panel), nowNs);
        }
    }

    private bool IsReady(List<AdaptiveTarget> all, long nowNs)
        => all.TrueForAll(static target => target.Panel.IsReady)
            || (all.Exists(static target => target.Panel.IsReady) && (_toldNs != 0 || nowNs - _startNs >= PatienceNs));

    private void Take(AdaptiveTarget target, long nowNs, long unixUs)
    {
        var panel = target.Panel;
        accounts.Look(() => panel.LookAtAll(nowNs));
        var resolution = Math.Max(panel.CycleNs, panel.Sweeps.Ns);
        _told.Add((target, new IdleView(target.Index, unixUs, panel.WatchedNs(nowNs) / NsPerUs, resolution / NsPerUs, panel.Tell(nowNs))));
    }
}
