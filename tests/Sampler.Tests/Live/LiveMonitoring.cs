using Damon.Model.Monitoring;
using Damon.Sampler.Interop;
using Damon.Sampler.Monitoring;
using Damon.Sampler.Monitoring.Panels;
using Damon.Sampler.Monitoring.Randomness;
using Damon.Sampler.Operations.PageTable;
using Damon.Sampler.Sources;
using Damon.Sampler.Tests.Monitoring;
using Damon.Sampler.Tests.Operations.PageTable;

namespace Damon.Sampler.Tests.Live;

/// <summary>Monitoring of a live process with everything real.</summary>
internal sealed class LiveMonitoring : IDisposable
{
    /// <summary>Ticks that may come too late, of all: beyond, a test says something of the machine and nothing of the sampler.</summary>
    private const double ToleratedMisses = 0.05;

    private const int Stretches = 4;

    private static readonly PageTableSourceProvider Provider = new(
        "/proc", "/sys", new SamplingSourceFactory(static () => new MonotonicClock(TimeProvider.System), static () => new Xoshiro256(1)));

    private readonly RecordingSink _sink = new();
    private readonly ISnapshotSource _source;

    private LiveMonitoring(MonitoringAttributes attributes, int[] pids)
    {
        _source = Provider.Create(_sink);
        Assert.Equal(MonitoringResult.Ok, _source.SetAttributes(attributes, out _));
        Assert.Equal(MonitoringResult.Ok, _source.SetTargets([.. pids.Select(PageTableFixture.Identity)]));
    }

    /// <summary>Its lens.</summary>
    public ILenses Lenses => _source.Lenses!;

    /// <summary>Starts; skips the test where the host has no page-table operations.</summary>
    public static LiveMonitoring Start(MonitoringAttributes attributes, params int[] pids)
    {
        var obstacle = Provider.FindObstacle();
        Assert.SkipWhen(obstacle is not null, obstacle ?? "");
        var live = new LiveMonitoring(attributes, pids);
        Assert.Equal(MonitoringResult.Ok, live._source.Start());
        return live;
    }

    /// <summary>Other attributes from now on.</summary>
    public void Change(MonitoringAttributes attributes) => Assert.Equal(MonitoringResult.Ok, _source.SetAttributes(attributes, out _));

    /// <summary>The next snapshots, from the newest one on.</summary>
    public async Task<IReadOnlyList<RecordingSink.Published>> Next(int count)
    {
        var found = new List<RecordingSink.Published>();
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _sink.Publishing = snapshot =>
        {
            if (found.Count < count)
            {
                found.Add(snapshot);
            }

            if (found.Count == count)
            {
                all.TrySetResult();
            }
        };
        await all.Task.WaitAsync(TestContext.Current.CancellationToken);
        return found;
    }

    /// <summary>What is told of idle memory at a later moment, by all targets.</summary>
    /// <param name="moments">Which, from 1.</param>
    /// <param name="targets">How many targets tell.</param>
    public async Task<IReadOnlyList<IdleView>> NextIdle(int moments, int targets)
    {
        var all = new List<IdleView>();
        var found = new TaskCompletionSource<IReadOnlyList<IdleView>>(TaskCreationOptions.RunContinuationsAsynchronously);
        _sink.PublishingIdle = view =>
        {
            all.Add(view);
            var now = all.Where(one => one.AtUs == view.AtUs).ToList();
            if (now.Count == targets && all.Select(static one => one.AtUs).Distinct().Count() >= moments)
            {
                found.TrySetResult(now);
            }
        };
        return await found.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>
    /// Judges the next snapshots by figures that depend on sampler and target being run in time. Where others take
    /// the processors that says nothing: another stretch is judged then, and the test skipped when none was good.
    /// </summary>
    public async Task Judge(int count, Action<IReadOnlyList<RecordingSink.Published>> judgement)
    {
        var busy = "";
        Exception? verdict = null;
        for (var stretch = 0; stretch < Stretches; stretch++)
        {
            var snapshots = await Next(count);
            var missed = snapshots.Sum(snapshot => snapshot.MissedTicks);
            var ticks = snapshots.Sum(snapshot => snapshot.MaxNrAccesses);
            if (missed > ToleratedMisses * ticks)
            {
                busy = $"The machine is too busy: {missed} of {ticks} sampling ticks came too late.";
                continue;
            }

            try
            {
                judgement(snapshots);
                return;
            }
            catch (Xunit.Sdk.XunitException fault)
            {
                verdict = fault;
            }
        }

        Assert.SkipWhen(verdict is null, busy);
        System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(verdict!);
    }

    public void Dispose()
    {
        _source.Stop();
        _source.Dispose();
    }
}
