using Damon.Model.Monitoring;
using Damon.Sampler.Monitoring.Randomness;
using Damon.Sampler.Monitoring.Regions;

namespace Damon.Sampler.Monitoring;

/// <summary>
/// What one session monitors and how (the kernel's <c>damon_ctx</c>): does the work of each sampling tick. Knows
/// nothing of waiting; used by one thread at a time.
/// </summary>
internal sealed class MonitoringContext(MonitoringAttributes attributes, IRandomSource random, IMonitoringSink sink)
{
    private readonly LiveTargets<Target> _live = new(sink);
    private readonly RegionAdjustment _adjustment = new(random);
    private ulong _sizeLimit;
    private int _ticksOfAggregation;
    private long _ticksOfUpdate;
    private int _aggregationsOfTuning;
    private int _missedTicks;
    private long _startUs;

    /// <summary>The attributes in force; auto-tuning changes the intervals.</summary>
    public MonitoringAttributes Attributes { get; private set; } = attributes;

    /// <summary>The targets that are sampled.</summary>
    public IReadOnlyList<Target> Targets => _live.All;

    /// <summary>What ended the last target that access checks failed on; null when none did.</summary>
    public string? Fault => _live.Fault;

    private int AggregationTicks => Math.Max(1, Attributes.MaxNrAccesses);

    private long UpdateTicks => Math.Max(1, Attributes.UpdateIntervalUs / Attributes.SamplingIntervalUs);

    /// <summary>Takes a target before <see cref="Start"/>.</summary>
    public void Add(Target target) => _live.All.Add(target);

    /// <summary>Takes a target while running: the next tick looks at all mappings again, and from then on it is sampled.</summary>
    public void Join(Target target)
    {
        _live.All.Add(target);
        _ticksOfUpdate = UpdateTicks;
    }

    /// <summary>Begins the first aggregation interval.</summary>
    /// <param name="nowUs">Time of day, Unix microseconds.</param>
    public void Start(long nowUs)
    {
        _startUs = nowUs;
        UpdateAll();
        PrepareAll();
    }

    /// <summary>One sampling tick: learns what was accessed, and does whatever is due at this tick.</summary>
    /// <param name="nowUs">Time of day, Unix microseconds.</param>
    public void Tick(long nowUs)
    {
        _ticksOfAggregation++;
        _ticksOfUpdate++;
        var aggregated = _ticksOfAggregation >= AggregationTicks;
        var update = _ticksOfUpdate >= UpdateTicks;
        CheckAll(prepareNext: !aggregated && !update);
        // Before anything is published: a process that has just died would look as if it had gone cold.
        _live.DropGone();
        if (aggregated)
        {
            EndAggregation(nowUs);
        }

        if (update)
        {
            UpdateAll();
        }

        if (aggregated || update)
        {
            PrepareAll();
        }
    }

    /// <summary>Ticks that were skipped because the work took too long.</summary>
    public void Missed(long ticks) => _missedTicks = (int)Math.Min(int.MaxValue, _missedTicks + ticks);

    /// <summary>
    /// New attributes between two ticks. What was learnt is carried over; the running aggregation interval begins
    /// anew, because its samples were taken at another pace.
    /// </summary>
    public void Change(MonitoringAttributes next, long nowUs)
    {
        CarryOver(next);
        _aggregationsOfTuning = 0;
        BeginAggregation(nowUs);
        LimitRegions();
        PrepareAll();
    }

    /// <summary>Lets go of all targets.</summary>
    public void Close() => _live.Close();

    private void EndAggregation(long nowUs)
    {
        var max = AggregationTicks;
        foreach (var target in _live.All)
        {
            AccessCount.Close(target.Regions, max);
        }

        RegionAdjustment.Merge(_live.All, _sizeLimit, Attributes.MinRegions, Attributes.MaxRegions, max, _startUs);
        Publish(nowUs, max);
        var tuned = Tune(max);
        foreach (var target in _live.All)
        {
            AccessCount.Reset(target.Regions, max);
        }

        if (tuned is not null)
        {
            CarryOver(tuned);
        }

        _adjustment.Split(_live.All, Attributes.MaxRegions);
        BeginAggregation(nowUs);
    }

    private void Publish(long nowUs, int max)
    {
        foreach (var target in _live.All)
        {
            if (target.Regions.Count > 0)
            {
                sink.Publish(new SnapshotView
                {
                    Target = target.Index,
                    Seq = target.NextSeq++,
                    StartUs = _startUs,
                    EndUs = nowUs,
                    MaxNrAccesses = max,
                    SamplingIntervalUs = Attributes.SamplingIntervalUs,
                    MissedTicks = _missedTicks,
                    Regions = target.Regions.Span,
                });
            }
        }
    }

    private MonitoringAttributes? Tune(int max)
    {
        if (Attributes.IntervalsGoal is not { } goal || ++_aggregationsOfTuning < goal.Aggregations)
        {
            return null;
        }

        _aggregationsOfTuning = 0;
        var tuned = IntervalTuning.Tune(Attributes, goal, IntervalTuning.Score(_live.All, max, goal.AccessBp));
        return ReferenceEquals(tuned, Attributes) ? null : tuned;
    }

    private void CarryOver(MonitoringAttributes next)
    {
        foreach (var target in _live.All)
        {
            foreach (ref var region in target.Regions.Span)
            {
                AttributeCarryOver.Apply(ref region, Attributes, next);
            }
        }

        Attributes = next;
    }

    private void BeginAggregation(long nowUs)
    {
        _ticksOfAggregation = 0;
        _missedTicks = 0;
        _startUs = nowUs;
    }

    // The upper bound holds for what is sampled, too: it is what monitoring may cost.
    private void LimitRegions()
    {
        _sizeLimit = RegionAdjustment.SizeLimit(_live.All, Attributes.MinRegions);
        RegionAdjustment.SplitAbove(_live.All, _sizeLimit, Attributes.MaxRegions);
        RegionAdjustment.Bound(_live.All, _sizeLimit, Attributes.MaxRegions, AggregationTicks);
    }

    private void CheckAll(bool prepareNext)
        => _live.ForEach(static (target, with) => target.Check(with.Random, with.PrepareNext), (Random: random, PrepareNext: prepareNext));

    private void PrepareAll() => _live.ForEach(static (target, with) => target.Prepare(with), random);

    private void UpdateAll()
    {
        _ticksOfUpdate = 0;
        _live.ForEach(static (target, context) => context.Update(target), this);
        LimitRegions();
    }

    private void Update(Target target)
    {
        if (!target.Update(Attributes.MinRegions, _ticksOfAggregation))
        {
            sink.TargetSkipped(target.Index);
        }
    }
}
