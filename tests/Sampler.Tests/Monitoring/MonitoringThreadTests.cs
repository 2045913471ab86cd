using Damon.Contracts.Monitoring;
using Damon.Sampler.Interop;
using Damon.Sampler.Monitoring;

namespace Damon.Sampler.Tests.Monitoring;

public sealed class MonitoringThreadTests : IDisposable
{
    private readonly MonotonicClock clock = new(TimeProvider.System);
    private readonly RecordingSink sink = new();
    private readonly FakeOperations operations = new();
    private readonly MonitoringThread monitoring;

    public MonitoringThreadTests()
    {
        operations.Processes[1] = Monitored.Process(static _ => AccessAnswer.Accessed, 10, 10, 10);
        monitoring = new MonitoringThread(operations, sink, clock, new Xoshiro256(1));
    }

    public void Dispose() => clock.Dispose();

    [Fact]
    public void Stop_NotRunning_SaysSo() => Assert.Equal(MonitoringResult.NotRunning, monitoring.Stop());

    [Fact]
    public void Start_WithoutTargets_IsInvalid() => Assert.Equal(MonitoringResult.InvalidArgument, monitoring.Start());

    [Fact]
    public void SetTargets_NoSuchProcess_ThrowsAndClosesTheOthers()
    {
        var fault = Assert.Throws<OperationsException>(() => monitoring.SetTargets([new(1, 1), new(2, 1)]));
        Assert.Equal(OperationsProblem.NoSuchProcess, fault.Problem);
        Assert.True(operations.Processes[1].IsDisposed);
        Assert.Equal(MonitoringResult.InvalidArgument, monitoring.Start());
    }

    [Fact]
    public void Start_Twice_IsBusyUntilStopped()
    {
        Assert.Equal(MonitoringResult.Ok, monitoring.SetTargets([new(1, 1)]));
        Assert.Equal(MonitoringResult.Ok, monitoring.Start());
        Assert.True(monitoring.IsRunning);
        Assert.Equal(MonitoringResult.Busy, monitoring.Start());
        Assert.Equal(MonitoringResult.Busy, monitoring.SetTargets([new(1, 1)]));
        Assert.Equal(MonitoringResult.Ok, monitoring.Stop());
        Assert.False(monitoring.IsRunning);
        Assert.Equal(MonitoringEnd.Asked, sink.End);
        Assert.True(operations.Processes[1].IsDisposed);
        Assert.Equal(MonitoringResult.NotRunning, monitoring.Stop());
    }

    [Fact]
    public void Stop_LongInterval_DoesNotWaitForIt()
    {
        var hour = new MonitoringAttributes { SamplingIntervalUs = 3_600_000_000, AggregationIntervalUs = 3_600_000_000, UpdateIntervalUs = 3_600_000_000 };
        Assert.Equal(MonitoringResult.Ok, monitoring.SetAttributes(hour, out _));
        monitoring.SetTargets([new(1, 1)]);
        monitoring.Start();
        Assert.Equal(MonitoringResult.Ok, monitoring.Stop());
        Assert.Equal(MonitoringEnd.Asked, sink.End);
    }

    [Fact]
    public void SetAttributes_OutOfBounds_NamesTheFieldAndChangesNothing()
    {
        Assert.Equal(MonitoringResult.InvalidArgument, monitoring.SetAttributes(new MonitoringAttributes { MinRegions = 2 }, out var errors));
        Assert.Equal("minRegions", Assert.Single(errors).Field);
    }

    [Fact]
    public void Start_RealClock_PublishesAtTheIntervals()
    {
        using var published = new CountdownEvent(3);
        sink.Publishing = _ =>
        {
            if (!published.IsSet)
            {
                published.Signal();
            }
        };
        monitoring.SetAttributes(new MonitoringAttributes { SamplingIntervalUs = 1_000, AggregationIntervalUs = 10_000, UpdateIntervalUs = 10_000 }, out _);
        monitoring.SetTargets([new(1, 1)]);
        monitoring.Start();
        published.Wait(TestContext.Current.CancellationToken);
        monitoring.Stop();
        Assert.All(sink.Snapshots, one => Assert.True(one.EndUs - one.StartUs >= 9_000, $"{one.EndUs - one.StartUs} us"));
        Assert.Equal(sink.Snapshots.Skip(1).Select(one => one.StartUs), sink.Snapshots.SkipLast(1).Select(one => one.EndUs));
    }

    [Fact]
    public void AddTarget_NotRunning_SaysSo() => Assert.Equal(MonitoringResult.NotRunning, monitoring.AddTarget(new ProcessIdentity(1, 1)));
}
