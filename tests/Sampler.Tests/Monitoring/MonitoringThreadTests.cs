using Damon.Model.Monitoring;
using Damon.Sampler.Interop;
using Damon.Sampler.Monitoring;
using Damon.Sampler.Monitoring.Randomness;

namespace Damon.Sampler.Tests.Monitoring;

public sealed class MonitoringThreadTests : IDisposable
{
    private readonly MonotonicClock _clock = new(TimeProvider.System);
    private readonly RecordingSink _sink = new();
    private readonly FakeOperations _operations = new();
    private readonly MonitoringThread _monitoring;

    public MonitoringThreadTests()
    {
        _operations.Processes[1] = Monitored.Process(static _ => AccessAnswer.Accessed, 10, 10, 10);
        _monitoring = new MonitoringThread(_operations, _sink, _clock, new Xoshiro256(1));
    }

    public void Dispose() => _clock.Dispose();

    [Fact]
    public void Stop_NotRunning_SaysSo() => Assert.Equal(MonitoringResult.NotRunning, _monitoring.Stop());

    [Fact]
    public void Start_WithoutTargets_IsInvalid() => Assert.Equal(MonitoringResult.InvalidArgument, _monitoring.Start());

    [Fact]
    public void SetTargets_NoSuchProcess_ThrowsAndClosesTheOthers()
    {
        var fault = Assert.Throws<OperationsException>(() => _monitoring.SetTargets([new(1, 1), new(2, 1)]));
        Assert.Equal(OperationsProblem.NoSuchProcess, fault.Problem);
        Assert.True(_operations.Processes[1].IsDisposed);
        Assert.Equal(MonitoringResult.InvalidArgument, _monitoring.Start());
    }

    [Fact]
    public void Start_Twice_IsBusyUntilStopped()
    {
        Assert.Equal(MonitoringResult.Ok, _monitoring.SetTargets([new(1, 1)]));
        Assert.Equal(MonitoringResult.Ok, _monitoring.Start());
        Assert.True(_monitoring.IsRunning);
        Assert.Equal(MonitoringResult.Busy, _monitoring.Start());
        Assert.Equal(MonitoringResult.Busy, _monitoring.SetTargets([new(1, 1)]));
        Assert.Equal(MonitoringResult.Ok, _monitoring.Stop());
        Assert.False(_monitoring.IsRunning);
        Assert.Equal(MonitoringEnd.Asked, _sink.End);
        Assert.True(_operations.Processes[1].IsDisposed);
        Assert.Equal(MonitoringResult.NotRunning, _monitoring.Stop());
    }

    [Fact]
    public void Stop_LongInterval_DoesNotWaitForIt()
    {
        var hour = new MonitoringAttributes { SamplingIntervalUs = 3_600_000_000, AggregationIntervalUs = 3_600_000_000, UpdateIntervalUs = 3_600_000_000 };
        Assert.Equal(MonitoringResult.Ok, _monitoring.SetAttributes(hour, out _));
        _monitoring.SetTargets([new(1, 1)]);
        _monitoring.Start();
        Assert.Equal(MonitoringResult.Ok, _monitoring.Stop());
        Assert.Equal(MonitoringEnd.Asked, _sink.End);
    }

    [Fact]
    public void SetAttributes_OutOfBounds_NamesTheFieldAndChangesNothing()
    {
        Assert.Equal(MonitoringResult.InvalidArgument, _monitoring.SetAttributes(new MonitoringAttributes { MinRegions = 2 }, out var errors));
        Assert.Equal("minRegions", Assert.Single(errors).Field);
    }

    [Fact]
    public void Start_RealClock_PublishesAtTheIntervals()
    {
        using var published = new CountdownEvent(3);
        _sink.Publishing = _ =>
        {
            if (!published.IsSet)
            {
                published.Signal();
            }
        };
        _monitoring.SetAttributes(new MonitoringAttributes { SamplingIntervalUs = 1_000, AggregationIntervalUs = 10_000, UpdateIntervalUs = 10_000 }, out _);
        _monitoring.SetTargets([new(1, 1)]);
        _monitoring.Start();
        published.Wait(TestContext.Current.CancellationToken);
        _monitoring.Stop();

        // An interval after one that ended late is shorter, so that the next ends in time.
        var took = _sink.Snapshots[^1].EndUs - _sink.Snapshots[0].StartUs;
        Assert.True(took >= _sink.Snapshots.Count * 9_000, $"{_sink.Snapshots.Count} intervals took {took} us");
        Assert.Equal(_sink.Snapshots.Skip(1).Select(one => one.StartUs), _sink.Snapshots.SkipLast(1).Select(one => one.EndUs));
    }

    [Fact]
    public void AddTarget_NotRunning_SaysSo() => Assert.Equal(MonitoringResult.NotRunning, _monitoring.AddTarget(new ProcessIdentity(1, 1)));

    [Fact]
    public void SetTargets_OneCannotBeOpenedAndIsLeftOut_MonitorsTheOthers()
    {
        var leftOut = new List<(int Pid, OperationsProblem Problem)>();
        Assert.Equal(MonitoringResult.Ok, _monitoring.SetTargets([new(2, 1), new(1, 1)], (process, fault) =>
        {
            leftOut.Add((process.Pid, fault.Problem));
            return true;
        }));
        Assert.Equal([(2, OperationsProblem.NoSuchProcess)], leftOut);
        Assert.Equal(MonitoringResult.Ok, _monitoring.Start());
        _monitoring.Stop();
        Assert.True(_operations.Processes[1].IsDisposed);
    }

    [Fact]
    public void SetTargets_OneCannotBeOpenedAndIsNotLeftOut_Throws()
        => Assert.Throws<OperationsException>(() => _monitoring.SetTargets([new(1, 1), new(2, 1)], (_, _) => false));

    [Fact]
    public void Start_Waiting_GoesOnWhenTheLastTargetIsGone()
    {
        using var published = new ManualResetEventSlim();
        _sink.Publishing = snapshot =>
        {
            if (snapshot.Target == 1)
            {
                published.Set();
            }
        };
        _operations.Processes[7] = Monitored.Process(static _ => AccessAnswer.Accessed, 10, 10, 10);
        _monitoring.SetAttributes(new MonitoringAttributes { SamplingIntervalUs = 1_000, AggregationIntervalUs = 5_000, UpdateIntervalUs = 10_000 }, out _);
        _monitoring.SetTargets([new(1, 1)]);
        _operations.Processes[1].IsValid = false;
        Assert.Equal(MonitoringResult.Ok, _monitoring.Start(waits: true));
        SpinWait.SpinUntil(() => _operations.Processes[1].IsDisposed);
        Assert.True(_monitoring.IsRunning);
        Assert.Equal(MonitoringResult.Ok, _monitoring.AddTarget(new ProcessIdentity(7, 1)));
        published.Wait(TestContext.Current.CancellationToken);
        Assert.Equal(MonitoringResult.Ok, _monitoring.Stop());
        Assert.Equal(MonitoringEnd.Asked, _sink.End);
    }
}
