using Damon.Model.Monitoring;
using Damon.Sampler.Monitoring.Budgets;
using Damon.Sampler.Monitoring.Lenses;
using Damon.Sampler.Monitoring.Panels;
using Damon.Sampler.Monitoring.Randomness;
using Damon.Sampler.Monitoring.Sights;

namespace Damon.Sampler.Monitoring.Adaptive;

/// <summary>
/// Samples as much as a budget pays for. At the beginning of an aggregation interval every page followed is
/// looked at, and those chosen as samples are made old; at ticks chosen by chance sampling intervals begin, and end one
/// tick later. The first tells which share of a region is touched within the aggregation interval, the second how
/// much of it within one sampling interval, which is the kernel's nr_accesses.
/// </summary>
internal sealed class AdaptivePlan : ISamplingPlan
{
    /// <summary>Part of the sampler's budget that looking at pages may take.</summary>
    private const double LookShare = 0.25;

    /// <summary>Time between two looks at the mappings, per CPU time that one takes: 0.2 % of a core at most.</summary>
    private const int UpdateRest = 500;

    private const int FewestPages = 400;
    private const int MostPages = 2_000;
    private const int LooksOfInterval = 3;
    private const long NsPerUs = 1_000;

    private readonly IRandomSource _random;
    private readonly IMonitoringSink _sink;
    private readonly IMonitoringClock _clock;
    private readonly AdaptiveServices _services;
    private readonly SessionAccounts _accounts;
    private readonly AggregationInterval _interval;
    private readonly LiveTargets<AdaptiveTarget> _live;
    private readonly RateTicks _rateTicks;
    private readonly RateTuning _tuning = new();
    private readonly PanelRounds _panels;
    private readonly AreaUpdates _areas;
    private MonitoringAttributes _attributes;
    private Phase _phase;
    private long _ticksOfUpdate;
    private bool _hasUpdated;
    private bool _isResting;
    private int _rests;

    public AdaptivePlan(MonitoringAttributes attributes, IRandomSource random, IMonitoringSink sink, IMonitoringClock clock, AdaptiveServices services)
    {
        (_attributes, _random, _sink, _clock, _services) = (attributes, random, sink, clock, services);
        _accounts = new SessionAccounts(services, clock);
        _interval = new AggregationInterval(clock);
        _live = new LiveTargets<AdaptiveTarget>(sink);
        _rateTicks = new RateTicks(random);
        _panels = new PanelRounds(_accounts, sink, clock);
        _areas = new AreaUpdates(_live, _panels, sink, clock);
        Lenses = new LensRounds(_accounts, _live, clock, () => _attributes.Budget);
    }

    private enum Phase
    {
        /// <summary>Until the aggregation interval's random tick.</summary>
        BeforeRate,

        /// <summary>The sampling interval that tells the access rate.</summary>
        Rate,

        /// <summary>Until the end of the aggregation interval.</summary>
        AfterRate,
    }

    /// <inheritdoc/>
    public int TargetCount => Targets.Count;

    /// <inheritdoc/>
    public string? Fault => _live.Fault;

    /// <inheritdoc/>
    public long DeadlineNs { get; private set; }

    /// <inheritdoc/>
    public CostReport? Cost => _accounts.Report;

    /// <inheritdoc/>
    public LensRounds Lenses { get; }

    private List<AdaptiveTarget> Targets => _live.All;

    private int Ticks => Math.Max(1, _attributes.MaxNrAccesses);

    private long SamplingNs => _attributes.SamplingIntervalUs * NsPerUs;

    private long AggregationNs => Ticks * SamplingNs;

    private long UpdateTicks => Math.Max(1, _attributes.UpdateIntervalUs / _attributes.SamplingIntervalUs);

    /// <inheritdoc/>
    public void Join(int index, ITargetOperations operations)
    {
        var pages = operations.Pages ?? throw new OperationsException("These operations can't look at single pages: give the plan kernel.");
        Targets.Add(new AdaptiveTarget(index, operations, pages, _random, _clock, _panels.Orders));
    }

    /// <inheritdoc/>
    public void Charge(long cpuNs) => _accounts.Charge(cpuNs);

    /// <inheritdoc/>
    public void Start()
    {
        _accounts.Begin();
        UpdateAll();
        AdjustAll(_clock.UnixUs, _clock.UnixUs);
        Begin();

        // What is known begins with the first interval.
        ForEach(target => target.Know(_interval.StartUs));
    }

    /// <inheritdoc/>
    public void Step()
    {
        switch (_phase)
        {
            case Phase.BeforeRate:
                ArmRate();
                break;
            case Phase.Rate:
                ForEach(target => _accounts.Look(target.EndRate));
                AwaitRate();
                break;
            default:
                EndInterval();
                break;
        }
    }

    /// <inheritdoc/>
    public void Change(MonitoringAttributes next)
    {
        _attributes = next;
        _tuning.Restart();
        _ticksOfUpdate = UpdateTicks;
        ForEach(target => target.LookAtAll());
        ForEach(target => target.EndInterval(1, _interval.StartUs, _isResting));

        // The running interval begins anew: its samples were taken at another pace.
        _interval.Abandon();
        _rests = 0;
        Go(_clock.UnixUs, adjust: true);
    }

    /// <inheritdoc/>
    public void Close()
    {
        _live.Close();
        _services.Share.Dispose();
    }

    private void EndInterval()
    {
        var nowUs = _clock.UnixUs;

        // At the end of the last rest, too: a page accessed in it must not look as if it had been accessed in the next interval.
        var looks = !_isResting || _rests == 0;
        if (looks)
        {
            ForEach(target => _accounts.Look(target.LookAtAll));
        }

        var highest = Targets.Count == 0 ? 0 : Targets.Max(target => target.Highest());
        ForEach(target => target.EndInterval(highest, _interval.StartUs, _isResting));

        // Before anything is published: a process that has just died would look as if it had gone cold.
        _live.DropGone();

        // Between two intervals: nobody else's sample is on its way.
        _panels.Step(_live, AggregationNs, _attributes);
        Lenses.Step(AggregationNs);
        _accounts.Settle(Targets, _interval.StartNs, AggregationNs, _attributes, _isResting);
        Publish(nowUs);
        _attributes = _tuning.Next(_attributes, Targets);
        Go(nowUs, looks);
    }

    private void Go(long nowUs, bool adjust)
    {
        _ticksOfUpdate += Ticks;
        if (_ticksOfUpdate >= UpdateTicks)
        {
            UpdateAll();
        }
        else
        {
            _areas.UpdateNew(_attributes, AggregationNs);
        }

        if (adjust)
        {
            AdjustAll(_interval.StartUs, nowUs);
        }

        Begin();
    }

    private void Begin()
    {
        _interval.Begin(AggregationNs, SamplingNs);
        _accounts.Allow(AggregationNs, _attributes.Budget);

        // How many are left out is decided with the one that is not.
        (_isResting, _rests) = _rests > 0 ? (true, _rests - 1) : (false, _accounts.Rests(AggregationNs, _attributes.Budget));
        if (_isResting)
        {
            ForEach(target => target.Rest());
            (_phase, DeadlineNs) = (Phase.AfterRate, _interval.EndNs);
            return;
        }

        ForEach(target =>
        {
            target.Clears = Math.Min(_accounts.Clears * TargetParts.OfClears(target, Targets), _accounts.AllowOf(target, AggregationNs, _attributes.Budget));
            target.Clears -= _accounts.Advise(target, target.Arm);
        });
        _rateTicks.Draw(Ticks, _accounts.Rates(AggregationNs, _attributes.Budget, _rateTicks.Count));
        AwaitRate();
    }

    // Waits for the next sampling interval, or for the end of the aggregation interval.
    private void AwaitRate()
    {
        if (!_rateTicks.TryNext(out var tick))
        {
            (_phase, DeadlineNs) = (Phase.AfterRate, _interval.EndNs);
            return;
        }

        (_phase, DeadlineNs) = (Phase.BeforeRate, _interval.StartNs + (tick * SamplingNs));
        if (DeadlineNs <= _clock.NowNs)
        {
            ArmRate();
        }
    }

    private void ArmRate()
    {
        var startNs = _clock.NowNs;
        ForEach(target => _accounts.Advise(target, () => target.ArmRate(_rateTicks.Count)));

        // Pages are made old one after the other: on the average, half way.
        var middle = startNs + ((_clock.NowNs - startNs) / 2);
        var due = middle + SamplingNs;
        (_phase, DeadlineNs) = due < _interval.EndNs ? (Phase.Rate, due) : (Phase.AfterRate, _interval.EndNs);
    }

    private void Publish(long nowUs)
    {
        foreach (var target in Targets)
        {
            var regions = target.Describe(Ticks);
            if (!regions.IsEmpty)
            {
                _sink.Publish(new SnapshotView
                {
                    Target = target.Index,
                    Seq = target.NextSeq++,
                    StartUs = _interval.StartUs,
                    EndUs = nowUs,
                    MaxNrAccesses = Ticks,
                    SamplingIntervalUs = _attributes.SamplingIntervalUs,
                    MissedTicks = _interval.MissedTicks,
                    IsEstimated = true,
                    Regions = regions,
                });
            }
        }
    }

    // Two for every stratum; the rest where looking at them can be paid.
    private int PagesOf(AdaptiveTarget target)
    {
        var allowed = _attributes.Budget.SamplerPercent <= 0 ? 100 : _attributes.Budget.SamplerPercent;
        var looks = LookShare * allowed / 100 * AggregationNs / Math.Max(_accounts.LookNs, 20);
        var pages = Math.Clamp(looks / LooksOfInterval, FewestPages, MostPages);
        return (PageDrawing.Fewest * target.Strata.Length) + (int)(pages * TargetParts.OfRegions(target, Targets));
    }

    private void UpdateAll()
    {
        var before = _clock.CpuNs;
        _services.ReadPressure();
        _areas.UpdateAll(_attributes, AggregationNs);

        // Tens of thousands of mappings take longer to read than there is to spend: then they are read less often.
        // The first time tells nothing of that: it is the first time for the program, too.
        var rest = _hasUpdated ? (_clock.CpuNs - before) * UpdateRest / SamplingNs : 0;
        _ticksOfUpdate = Math.Min(0, UpdateTicks - rest);
        _hasUpdated = true;
    }

    private void AdjustAll(long startUs, long nowUs)
        => ForEach(target => target.Adjust(TargetParts.MostRegions(target, Targets, _attributes), PagesOf(target), startUs, nowUs));

    private void ForEach(Action<AdaptiveTarget> step) => _live.ForEach(
        static (target, what) =>
        {
            if (target.HasRegions)
            {
                what(target);
            }
        },
        step);
}
