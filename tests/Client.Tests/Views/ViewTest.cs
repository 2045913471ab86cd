using Damon.Client.Sessions;
using Damon.Client.Tests.Api;
using Damon.Client.Tests.Live;
using Damon.Client.Tests.Pictures;
using Damon.Client.Views;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Contracts.Watching;
using Damon.Model.Idle;
using Damon.Model.Monitoring;
using Damon.Model.Sessions;
using Microsoft.Extensions.Time.Testing;

namespace Damon.Client.Tests.Views;

/// <summary>A session's views without a page: its server, its feed, its clock and its plot are not there.</summary>
public abstract class ViewTest : IDisposable
{
    internal static readonly Mapping Heap = new(0, 64 * 4096, "rw-p", "[heap]", MappingKind.Heap);

    internal static readonly SessionResource Running = new()
    {
        Id = "s",
        Name = "demo",
        State = SessionState.Running,
        Operations = OperationsKind.PageTable,
        Targets = [new TargetResource { Pid = 42, Name = "demo" }, new TargetResource { Index = 1, Pid = 43, Name = "other" }],
        FirstUs = 1_000_000,
        LastUs = 11_000_000,
        SnapshotCount = 100,
    };

    internal static readonly SessionResource Stopped = Running with { State = SessionState.Stopped };

    internal static readonly OpeningResource Opening = new()
    {
        Areas = [new AreaResource(0, 64 * 4096)],
        Mappings = [Heap],
        EarlierMappings = [Heap],
        First = Snapshots.At(10, Snapshots.Region(0, 64, 0)),
        Current = Snapshots.At(109, Snapshots.Region(0, 10, 3), Snapshots.Region(10, 64, 0)),
        WorkingSet = new WorkingSetResource([], 0,
            [new WorkingSetPoint(1_100_000, 4096, null, 5), new WorkingSetPoint(6_000_000, 8192, 16384, 6), new WorkingSetPoint(11_000_000, 12288, 16384, 7)]),
    };

    protected ViewTest()
    {
        Server.Answer("GET", "sessions/s", Running);
        Server.Answer("GET", "sessions/s/opening", Opening);
        Server.AnswerCells("sessions/s/cells");
        Server.Answer("GET", "sessions/s/mappings", new[] { Heap });
        Server.Answer("GET", "sessions/s/workingset", Opening.WorkingSet);
        Server.Answer("GET", "sessions/s/snapshots", new SnapshotPage([], null));
        Server.Answer("GET", "sessions/s/idle/series", new IdleSeriesAnswer(IdleScale.EdgesS, []));
    }

    internal FakeServer Server { get; } = new();

    internal FakeWatch Watch { get; } = new();

    internal FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 4, 12, 0, 0, TimeSpan.Zero));

    internal FakeSurface Surface { get; } = new();

    /// <summary>Calls for cells, but for those of the overview alone.</summary>
    internal string[] CellCalls => [.. Server.Asked.ToArray().Where(call => call.Contains("/cells?", StringComparison.Ordinal) && !call.Contains("~24", StringComparison.Ordinal))];

    public virtual void Dispose() => GC.SuppressFinalize(this);

    /// <summary>What the page shares, with a plot to draw on.</summary>
    internal SessionContext Context(SessionResource session, Func<TargetContext>? target = null, Func<ISessionView>? view = null)
    {
        var page = new SessionContext(Server.Client, Time, () => SessionChart.Of(view!(), target!())) { Session = session };
        if (view is not null)
        {
            page.Chart.Attach(Surface);
        }

        return page;
    }

    internal static WatchEvent Event(Snapshot snapshot) => new() { Kind = WatchEventKind.Snapshot, Snapshot = snapshot };

    /// <summary>Lets time pass until an assertion holds.</summary>
    protected async Task EventuallyAsync(Action assertion, double stepMs = 100)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                assertion();
                return;
            }
            catch (Exception) when (tries < 500)
            {
                Time.Advance(TimeSpan.FromMilliseconds(stepMs));
                await Task.Delay(5, TestContext.Current.CancellationToken);
            }
        }
    }

    /// <summary>Lets time pass until a task has ended.</summary>
    protected async Task EndAsync(Task task)
    {
        await EventuallyAsync(() => Assert.True(task.IsCompleted));
        await task;
    }
}
