using Damon.Model.Monitoring;
using Damon.Sampler.Monitoring.Randomness;

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

    private const int FewestPages = 400;
    private const int MostPages = 2_000;
    private const int LooksOfInterval = 3;

    /// <summary>Sampling intervals of an aggregation interval, by the sampler's budget: each takes two wake-ups.</summary>
    private const int MostRates = 3;

    private const int UsualRates = 2;
    private const double AmplePercent = 2;
    private const double UsualPercent = 1;
    private const long NsPerUs = 1_000;

    private readonly IRandomSource _random;
    private readonly IMonitoringSink _sink;
    private readonly IMonitoringClock _clock;
    private readonly AdaptiveServices _services;
    private readonly SamplerCredit _credit;
    private readonly SessionMeter _meter;
    private readonly List<AdaptiveTarget> _targets = [];
    private readonly Queue<int> _rateTicks = new();
    private MonitoringAttributes _attributes;
    private Phase _phase;
    private bool _isRunning;
    private long _boundaryNs;
    private int _ratesOfInterval = 1;
    private long _startUs;
    private long _startNs;
    private long _ticksOfUpdate;
    private long _missedTicks;
    private double _clears;
    private bool _isResting;
    private double _clearsInPlenty = double.PositiveInfinity;
    private int _aggregationsOfTuning;
    private volatile CostReport? _cost;

    public AdaptivePlan(MonitoringAttributes attributes, IRandomSource random, IMonitoringSink sink, IMonitoringClock clock, AdaptiveServices services)
    {
        (_attributes, _random, _sink, _clock, _services) = (attributes, random, sink, clock, services);
        _credit = new SamplerCredit(services.Share, services.Costs().AdviceUs);
        _meter = new SessionMeter(clock, services.Costs);
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
    public int TargetCount => _targets.Count;

    /// <inheritdoc/>
    public string? Fault { get; private set; }

    /// <inheritdoc/>
    public long DeadlineNs { get; private set; }

    /// <inheritdoc/>
    public CostReport? Cost => _cost;

    /// <summary>The attributes in force; auto-tuning changes the intervals.</summary>
    internal MonitoringAttributes Attributes => _attributes;

    /// <summary>The targets that are sampled.</summary>
    internal IReadOnlyList<AdaptiveTarget> Targets => _targets;

    private int Ticks => Math.Max(1, _attributes.MaxNrAccesses);

    private long SamplingNs => _attributes.SamplingIntervalUs * NsPerUs;

    private long AggregationNs => Ticks * SamplingNs;

    private long UpdateTicks => Math.Max(1, _attributes.UpdateIntervalUs / _attributes.SamplingIntervalUs);

    /// <inheritdoc/>
    public void Join(int index, ITargetOperations operations)
    {
        var pages = operations.Pages ?? throw new OperationsException("These operations can't look at single pages: give the plan kernel.");
        _targets.Add(new AdaptiveTarget(index, operations, pages, _random));
        if (_isRunning)
        {
            _ticksOfUpdate = UpdateTicks;
        }
    }

    /// <inheritdoc/>
    public void Charge(long cpuNs) => _meter.Charge(cpuNs);

    /// <inheritdoc/>
    public void Start()
    {
        _isRunning = true;
        _meter.Begin();
        UpdateAll();
        foreach (var target in _targets)
        {
            target.Adjust(MostRegionsOf(target), PagesOf(target), _clock.UnixUs, _clock.UnixUs);
        }

        Begin();

        // What is known begins with the first interval.
        ForEach(target => target.Know(_startUs));
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
                ForEach(target => Timed(target.EndRate));
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
        _aggregationsOfTuning = 0;
        _ticksOfUpdate = UpdateTicks;
        ForEach(target => target.LookAtAll());
        ForEach(target => target.EndInterval(1, _startUs));

        // The running interval begins anew: its samples were taken at another pace.
        _boundaryNs = 0;
        Go(_clock.UnixUs);
    }

    /// <inheritdoc/>
    public void Close()
    {
        foreach (var target in _targets)
        {
            target.Close();
        }

        _targets.Clear();
        _services.Share.Dispose();
    }

    private void EndInterval()
    {
        var nowUs = _clock.UnixUs;
        if (!_isResting)
        {
            ForEach(target => Timed(target.LookAtAll));
        }

        ForEach(target => target.EndInterval(Highest(), _startUs));

        // Before anything is published: a process that has just died would look as if it had gone cold.
        DropGone();
        Settle();
        Publish(nowUs);
        Tune();
        Go(nowUs);
    }

    private void Go(long nowUs)
    {
        _ticksOfUpdate += Ticks;
        if (_ticksOfUpdate >= UpdateTicks)
        {
            UpdateAll();
        }

        ForEach(target => target.Adjust(MostRegionsOf(target), PagesOf(target), _startUs, nowUs));
        Begin();
    }

    private void Begin()
    {
        // Intervals follow each other without a step, unless one came too late or there is none to follow.
        var now = _clock.NowNs;
        _missedTicks = _boundaryNs == 0 ? 0 : Math.Max(0, now - _boundaryNs) / SamplingNs;
        _startNs = _boundaryNs == 0 || _missedTicks > 0 ? now : _boundaryNs;
        (_startUs, _boundaryNs) = (_clock.UnixUs, _startNs + AggregationNs);
        _clears = Budget();
        _isResting = !_isResting && _credit.IsTooDear(AggregationNs, _attributes.Budget.SamplerPercent);
        if (_isResting)
        {
            ForEach(target => target.Rest());
            (_phase, DeadlineNs) = (Phase.AfterRate, _boundaryNs);
            return;
        }

        ForEach(target =>
        {
            target.Clears = Math.Min(_clears * PartOf(target), TargetClears(target));
            var before = _clock.CpuNs;
            var advices = target.Arm(target.Clears);
            target.Clears -= advices;
            _meter.Advised(target, advices, _clock.CpuNs - before, _credit);
        });
        DrawRates();
        AwaitRate();
    }

    // The ticks at which sampling intervals begin: chance, because what is accessed in step with us would else be met always or never.
    private void DrawRates()
    {
        var percent = _credit.Allowed(_attributes.Budget.SamplerPercent);
        var wanted = _services.IsShortOfMemory ? 1 : percent >= AmplePercent ? MostRates : percent >= UsualPercent ? UsualRates : 1;
        var left = Ticks;
        _rateTicks.Clear();
        for (var tick = 0; tick < Ticks; tick++)
        {
            if (_random.Below((ulong)left--) < (ulong)(Math.Min(wanted, Ticks) - _rateTicks.Count))
            {
                _rateTicks.Enqueue(tick);
            }
        }

        _ratesOfInterval = _rateTicks.Count;
    }

    // Waits for the next of them, or for the end of the aggregation interval.
    private void AwaitRate()
    {
        if (!_rateTicks.TryDequeue(out var tick))
        {
            (_phase, DeadlineNs) = (Phase.AfterRate, _boundaryNs);
            return;
        }

        (_phase, DeadlineNs) = (Phase.BeforeRate, _startNs + (tick * SamplingNs));
        if (DeadlineNs <= _clock.NowNs)
        {
            ArmRate();
        }
    }

    private void ArmRate()
    {
        var startNs = _clock.NowNs;
        ForEach(target =>
        {
            var before = _clock.CpuNs;
            var advices = target.ArmRate(target.Clears, target.ExpectedRateClears(), _ratesOfInterval);
            _meter.Advised(target, advices, _clock.CpuNs - before, _credit);
        });

        // Pages are made old one after the other: on the average, half way.
        var middle = startNs + ((_clock.NowNs - startNs) / 2);
        var due = middle + SamplingNs;
        (_phase, DeadlineNs) = due < _boundaryNs ? (Phase.Rate, due) : (Phase.AfterRate, _boundaryNs);
    }

    private void Timed(Func<int> look)
    {
        var before = _clock.CpuNs;
        var pages = look();
        _meter.Looked(pages, _clock.CpuNs - before);
    }

    // Clears of the next interval, over all targets.
    private double Budget()
    {
        var clears = _credit.Allow(AggregationNs, _attributes.Budget.SamplerPercent);
        if (!_services.IsShortOfMemory)
        {
            _clearsInPlenty = _meter.UsualClears;
            return clears;
        }

        return Math.Min(clears, _clearsInPlenty) / 4;
    }

    private double TargetClears(AdaptiveTarget target)
    {
        var cost = _meter.LossNs(target);
        var allowed = target.Credit.Allow(AggregationNs, _attributes.Budget.TargetPercent);
        return cost <= 0 ? double.PositiveInfinity : Math.Max(0, allowed) / cost;
    }

    private double PartOf(AdaptiveTarget target)
    {
        if (_targets.Count == 1)
        {
            return 1;
        }

        var (least, weight) = (0.0, 0.0);
        foreach (var other in _targets)
        {
            least += SampleChoice.Least(other.Strata);
            weight += SampleChoice.Weight(other.Strata);
        }

        return (0.5 * SampleChoice.Least(target.Strata) / Math.Max(least, 1e-9)) + (0.5 * SampleChoice.Weight(target.Strata) / Math.Max(weight, 1e-9));
    }

    private double Highest()
    {
        var highest = 0.0;
        foreach (var target in _targets)
        {
            highest = Math.Max(highest, target.Highest());
        }

        return highest;
    }

    private void Settle()
    {
        var now = _clock.NowNs;
        var interval = Math.Max(1, now - _startNs);
        var checks = 0;
        foreach (var target in _targets)
        {
            checks += target.TakeLooks();
            target.Credit.Settle(target.CpuNs, _meter.TakeLossNs(target), interval, _attributes.Budget.TargetPercent);
        }

        var (cpu, advice) = _meter.EndInterval(interval, checks);
        _credit.Settle(cpu, advice, interval, _attributes.Budget.SamplerPercent);
        _cost = CostWords.Report(_attributes, _targets, _credit, _meter, _services, AggregationNs, _clears);
    }

    private void Publish(long nowUs)
    {
        foreach (var target in _targets)
        {
            var regions = target.Describe(Ticks);
            if (!regions.IsEmpty)
            {
                _sink.Publish(new SnapshotView
                {
                    Target = target.Index,
                    Seq = target.NextSeq++,
                    StartUs = _startUs,
                    EndUs = nowUs,
                    MaxNrAccesses = Ticks,
                    SamplingIntervalUs = _attributes.SamplingIntervalUs,
                    MissedTicks = (int)Math.Min(int.MaxValue, _missedTicks),
                    IsEstimated = true,
                    Regions = regions,
                });
            }
        }
    }

    private void Tune()
    {
        if (_attributes.IntervalsGoal is { } goal && ++_aggregationsOfTuning >= goal.Aggregations)
        {
            _aggregationsOfTuning = 0;
            _attributes = IntervalTuning.Tune(_attributes, goal, IntervalTuning.Score(RateSum(), goal.AccessBp));
        }
    }

    // Accesses seen, as a share of those that could have been.
    private double RateSum()
    {
        var (seen, possible) = (0.0, 0.0);
        foreach (var target in _targets)
        {
            foreach (ref readonly var stratum in target.Strata)
            {
                if (!stratum.IsUnknown)
                {
                    possible += stratum.Size;
                    seen += stratum.Size * stratum.Rate;
                }
            }
        }

        return possible <= 0 ? 0 : seen / possible;
    }

    // Every region takes one at least; a target's part of the rest goes by size.
    private int MostRegionsOf(AdaptiveTarget target) => Math.Max(_attributes.MinRegions, (int)(_attributes.MaxRegions * SizePart(target)));

    private int PagesOf(AdaptiveTarget target)
    {
        var allowed = _attributes.Budget.SamplerPercent <= 0 ? 100 : _attributes.Budget.SamplerPercent;
        var looks = LookShare * allowed / 100 * AggregationNs / Math.Max(_meter.LookNs, 20);
        var pages = Math.Clamp(looks / LooksOfInterval, FewestPages, MostPages);
        return (PageDrawing.Fewest * target.Strata.Length) + (int)(pages * SizePart(target));
    }

    private double SizePart(AdaptiveTarget target)
    {
        var size = 0.0;
        foreach (var other in _targets)
        {
            size += other.Size;
        }

        return size <= 0 ? 1 : target.Size / size;
    }

    private void UpdateAll()
    {
        _ticksOfUpdate = 0;
        _services.ReadPressure();
        ForEach(target =>
        {
            if (!target.Update(_attributes.MinRegions, MostRegionsOf(target), _clock.UnixUs))
            {
                _sink.TargetSkipped(target.Index);
            }
        });
    }

    private void ForEach(Action<AdaptiveTarget> step)
    {
        for (var i = _targets.Count - 1; i >= 0; i--)
        {
            try
            {
                step(_targets[i]);
            }
            catch (OperationsException fault)
            {
                End(i, fault.Message, fault.Problem == OperationsProblem.NoSuchProcess ? null : fault.Message);
            }
        }
    }

    private void DropGone()
    {
        for (var i = _targets.Count - 1; i >= 0; i--)
        {
            if (!_targets[i].IsValid)
            {
                End(i, "The process has exited.", null);
            }
        }
    }

    private void End(int at, string reason, string? fault)
    {
        Fault = fault ?? Fault;
        var target = _targets[at];
        _targets.RemoveAt(at);
        target.Close();
        _sink.TargetEnded(target.Index, reason);
    }
}
