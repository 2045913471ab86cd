using Damon.Model.Monitoring;
using Damon.Sampler.Monitoring.Budgets;
using Damon.Sampler.Monitoring.Lenses;

namespace Damon.Sampler.Monitoring;

/// <summary>
/// What is done to the targets of one session and when. Knows nothing of waiting: the loop waits until
/// <see cref="DeadlineNs"/> and calls <see cref="Step"/>. Used by one thread at a time, but for <see cref="Cost"/>.
/// </summary>
internal interface ISamplingPlan
{
    /// <summary>Targets that are sampled.</summary>
    int TargetCount { get; }

    /// <summary>What ended the last target that access checks failed on; null when none did.</summary>
    string? Fault { get; }

    /// <summary>When the next step is due, by the clock's <see cref="IMonitoringClock.NowNs"/>.</summary>
    long DeadlineNs { get; }

    /// <summary>What it costs now; null when that is not known.</summary>
    CostReport? Cost { get; }

    /// <summary>Follows a range page by page; null where the plan can't.</summary>
    LensRounds? Lenses => null;

    /// <summary>Begins the first aggregation interval.</summary>
    void Start();

    /// <summary>Does what is due.</summary>
    void Step();

    /// <summary>New attributes between two steps; what was learnt is carried over.</summary>
    void Change(MonitoringAttributes next);

    /// <summary>Takes a target, also while running.</summary>
    void Join(int index, ITargetOperations operations);

    /// <summary>CPU time was spent for the session elsewhere: it counts against its budget.</summary>
    void Charge(long cpuNs);

    /// <summary>Lets go of all targets.</summary>
    void Close();
}
