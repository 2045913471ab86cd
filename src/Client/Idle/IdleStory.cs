using Damon.Client.Api;
using Damon.Client.Charts;
using Damon.Client.Viewports;
using Damon.Client.Views;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Contracts.Rest.Limits;
using Damon.Model.Monitoring;
using Damon.Model.Sessions;

namespace Damon.Client.Idle;

/// <summary>
/// How long memory has not been accessed: over time, and at the moment shown. Live the newest look, which comes about every
/// ten seconds; of a recording the one at the play head. Knows no components; follows the page by its events.
/// </summary>
public sealed class IdleStory : IDisposable
{
    // The play head moves many times a second.
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    // Of several targets each tells for itself: what they tell of one moment has come by then, and is stored.
    private static readonly TimeSpan TogetherAfter = TimeSpan.FromSeconds(1);

    // The server may be on its way back.
    private static readonly TimeSpan AgainAfter = TimeSpan.FromSeconds(5);

    private const long LookEveryUs = 10_000_000;

    private readonly SessionContext _page;
    private readonly Func<TargetContext> _target;
    private readonly Func<ISessionView> _view;
    private CancellationTokenSource _scope = new();
    private IdleLoader? _loader;
    private IdleMoment? _newest;
    private readonly OwnLook _own;
    private long _askedUs;
    private bool _isAsked;
    private bool _isLoaded;
    private bool _isShowing;
    private bool _isSettling;

    /// <summary>Nothing is known yet.</summary>
    /// <param name="page">The page.</param>
    /// <param name="target">Tells the target shown.</param>
    /// <param name="view">Tells the view shown.</param>
    public IdleStory(SessionContext page, Func<TargetContext> target, Func<ISessionView> view)
    {
        (_page, _target, _view) = (page, target, view);
        _own = new OwnLook(page, Tell);
        _page.Changed += Follow;
    }

    /// <summary>Another number when anything has changed that is drawn.</summary>
    public int Version { get; private set; }

    /// <summary>Looks over time.</summary>
    public IdleSeries Series { get; private set; } = new();

    /// <summary>The look shown; null when there is none.</summary>
    public IdleMoment? Moment { get; private set; }

    /// <summary>The memory limit that holds now; null when it is not known, and for what stands still.</summary>
    public MemoryLimit? Limit { get; private set; }

    /// <summary>The age that is shown in the picture; null for none.</summary>
    public AgeClass? Highlight { get; private set; }

    /// <summary>The shown target's mappings at the moment shown, where a target is shown apart from the others.</summary>
    public IReadOnlyList<IdleMapping> OwnMappings => (IsTogether ? _own.Look?.Mappings : Moment?.Mappings) ?? [];

    /// <summary>Whether there are several targets.</summary>
    public bool HasSeveral => _page.Session is { Targets.Count: > 1 };

    /// <summary>Whether all targets are taken together.</summary>
    public bool IsTogether => HasSeveral && !_page.Settings.Alone;

    /// <summary>When the first look is, or is to be expected; Unix microseconds, null when that is not known.</summary>
    public long? FirstLookUs => Series.First?.Us ?? (FirstUs is { } first ? first + LookEveryUs : null);

    /// <summary>What can be shown.</summary>
    public IdleState State => Moment is not null ? IdleState.Known
        : _page.Session is null ? IdleState.Loading
        : _page.Session.Attributes.Plan == SamplingPlan.Kernel ? IdleState.NotFollowed
        : Series.First is not null ? IdleState.Before
        : !IsRecorded ? IdleState.Waiting
        : !_isLoaded ? IdleState.Loading
        : _page.Session.State.IsActive() ? IdleState.Waiting
        : IdleState.Absent;

    private bool IsRecorded => _view().IsRecorded;

    private long? FirstUs => _target().FirstUs;

    /// <summary>Takes what a target tells of itself.</summary>
    public void Take(IdleMessage told)
    {
        var isShown = told.Target == _target().Index;
        Begin();
        if (IsTogether)
        {
            _ = SettleAsync(_scope.Token);
            _own.Look = isShown ? IdleLoader.Of(told, _target().Mappings) : _own.Look;
        }
        else if (isShown)
        {
            TakeNewest(IdleLoader.Of(told, _target().Mappings));
        }
    }

    /// <summary>Takes all targets together, or the one shown alone.</summary>
    public void SetTogether(bool together)
    {
        _page.Settings = _page.Settings with { Alone = !together };
        Tell();
    }

    /// <summary>Shows where an age lies, or stops doing so when it is shown already; null stops.</summary>
    public Task HighlightAsync(AgeClass? age)
    {
        Highlight = age == Highlight ? null : age;
        _page.Chart.Invalidate(ChartParts.Shapes);
        LoadOwn();
        Tell();
        return _page.Chart.FlushAsync();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _page.Changed -= Follow;
        if (!_scope.IsCancellationRequested)
        {
            _scope.Cancel();
        }

        _scope.Dispose();
    }

    private void Tell()
    {
        Version++;
        _page.Tell();
    }

    // Another target, or all together, is another story.
    private void Begin()
    {
        if (_page.Session is not { } session || (_loader is not null && _loader.Target == (IsTogether ? null : _target().Index)))
        {
            return;
        }

        _scope.Cancel();
        _scope.Dispose();
        _scope = CancellationTokenSource.CreateLinkedTokenSource(_page.Closing);
        _loader = new IdleLoader(_page.Api, session.Id, IsTogether ? null : _target().Index);
        (Series, Moment, Limit, _newest, _own.Look) = (new IdleSeries(), null, null, null, null);
        (_isAsked, _isLoaded, _isShowing, _isSettling) = (false, false, false, false);
        Version++;
    }

    private void Follow()
    {
        Begin();
        if (_loader is null || _page.Session is not { Attributes.Plan: not SamplingPlan.Kernel })
        {
            return;
        }

        // The picture goes first.
        if (!_isAsked && _view().Source is not null)
        {
            _isAsked = true;
            _ = LoadSeriesAsync(_loader, _scope.Token);
        }

        if (!IsRecorded)
        {
            Show(_newest ?? Moment);
        }
        else if (_isLoaded && !_isShowing && !Holds(_page.Clock.PositionUs))
        {
            _ = ShowHeadAsync(_loader, _scope.Token);
        }
    }

    private async Task LoadSeriesAsync(IdleLoader loader, CancellationToken cancel)
    {
        var recorded = await Asking.TryAsync(loader.SeriesAsync, cancel);
        if (cancel.IsCancellationRequested)
        {
            return;
        }

        if (recorded is null)
        {
            if (await _page.Time.PauseAsync(AgainAfter, cancel))
            {
                _isAsked = false;
            }

            return;
        }

        Series.Load(recorded);
        _isLoaded = true;
        Tell();
        if (!IsRecorded && IsTogether && _newest is null && Series.First is not null)
        {
            await SettleAsync(cancel);
        }
    }

    private async Task SettleAsync(CancellationToken cancel)
    {
        if (_isSettling || _loader is not { } loader)
        {
            return;
        }

        _isSettling = true;
        await _page.Time.PauseAsync(TogetherAfter, cancel);
        if (cancel.IsCancellationRequested)
        {
            return;
        }

        _isSettling = false;
        if (await Asking.TryAsync(stop => loader.MomentAsync(null, stop), cancel) is { } moment && !cancel.IsCancellationRequested)
        {
            TakeNewest(moment);
        }
    }

    private void TakeNewest(IdleMoment moment)
    {
        Series.Add(moment.Idle);
        _newest = moment;
        if (!IsRecorded)
        {
            Show(moment);
            _ = LoadLimitAsync(_scope.Token);
        }

        Tell();
    }

    private async Task LoadLimitAsync(CancellationToken cancel)
    {
        if (_loader is { } loader && _page.Session is { } session && session.State.IsActive()
            && await Asking.TryAsync(loader.LimitsAsync, cancel) is { } limits && !cancel.IsCancellationRequested)
        {
            Limit = LimitChoice.Of(limits, IsTogether ? null : session.Targets.ElementAtOrDefault(_target().Index));
            Tell();
        }
    }

    // Whether the look shown is that of a time.
    private bool Holds(double us)
    {
        if (Series.First is not { } first || us < first.Us)
        {
            return Moment is null;
        }

        var next = Moment is { } shown ? Series.NextAfter(shown.Us) ?? double.PositiveInfinity : 0;
        next = Series.IsThinned && Moment is not null ? Math.Min(next, Math.Max(_askedUs + 1, Moment.Us + LookEveryUs)) : next;
        return Moment is not null && Moment.Us <= us && us < next;
    }

    private async Task ShowHeadAsync(IdleLoader loader, CancellationToken cancel)
    {
        _isShowing = true;
        while (!cancel.IsCancellationRequested && IsRecorded && _page.Clock.PositionUs is var us && !Holds(us))
        {
            if (Series.First is not { } first || us < first.Us)
            {
                Show(null);
                break;
            }

            _askedUs = (long)us;
            var moment = await Asking.TryAsync(stop => loader.MomentAsync(_askedUs, stop), cancel);
            if (cancel.IsCancellationRequested)
            {
                return;
            }

            Show(moment ?? Moment);

            // Without an answer it is asked again when something moves, not before.
            await _page.Time.PauseAsync(Pace, cancel);
            if (moment is null)
            {
                break;
            }
        }

        _isShowing = _isShowing && cancel.IsCancellationRequested;
    }

    private void Show(IdleMoment? moment)
    {
        if (moment == Moment)
        {
            return;
        }

        Moment = moment;
        Limit = IsRecorded ? null : Limit;
        if (Highlight is not null)
        {
            _page.Chart.Invalidate(ChartParts.Shapes);
            LoadOwn();
        }

        Tell();
    }

    private void LoadOwn()
    {
        if (Highlight is not null && IsTogether && Moment is { } moment)
        {
            _ = _own.LoadAsync(_target().Index, moment.Us, _scope.Token);
        }
    }
}
