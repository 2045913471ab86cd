using System.Threading.Channels;
using Bunit;
using Damon.Client.Pages;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Contracts.Rest.Advising;
using Damon.Contracts.Watching;
using Damon.Model.Idle;
using Damon.Model.Monitoring;
using Damon.Model.Sessions;

namespace Damon.Client.Tests.Pages;

/// <summary>The page of a session that runs, with a server and a feed that are not there.</summary>
public abstract class RunningSessionTest : PageTest
{
    private readonly Lazy<Task<Channel<WatchEvent>>> _connecting;

    protected RunningSessionTest()
    {
        _connecting = new Lazy<Task<Channel<WatchEvent>>>(Watch.ConnectionAsync);
        Server.Answer("GET", "sessions/s", Running);
        Server.Answer("GET", "sessions/s/mappings", Array.Empty<Mapping>());
        Server.Answer("GET", "sessions/s/opening", new OpeningResource());
        Server.AnswerCells("sessions/s/cells");
        Server.Answer("GET", "sessions/s/snapshots", new SnapshotPage([], null));
        Server.Answer("GET", "sessions/s/idle/series", new IdleSeriesAnswer(IdleScale.EdgesS, []));
        Server.Answer("GET", "sessions/s/advice", new AdviceAnswer([]));
    }

    internal static SessionResource Running { get; } = new()
    {
        Id = "s",
        Name = "demo",
        State = SessionState.Running,
        Operations = OperationsKind.PageTable,
        Targets = [new TargetResource { Pid = 42, Name = "demo" }],
    };

    /// <summary>What the page is fed with, once it watches.</summary>
    internal async Task<ChannelWriter<WatchEvent>> FeedAsync() => (await _connecting.Value).Writer;

    /// <summary>Tells the page of the session.</summary>
    internal async Task TellAsync(SessionResource session) => (await FeedAsync()).TryWrite(new WatchEvent { Kind = WatchEventKind.Session, Session = session });

    internal IRenderedComponent<SessionPage> Open() => Render<SessionPage>(p => p.Add(s => s.Id, "s"));

    /// <summary>Opens the page, live, with a first snapshot.</summary>
    internal async Task<IRenderedComponent<SessionPage>> OpenLiveAsync(Snapshot snapshot)
    {
        var page = Open();
        await TellAsync(Running);
        (await FeedAsync()).TryWrite(new WatchEvent { Kind = WatchEventKind.Snapshot, Snapshot = snapshot });
        await EventuallyAsync(() => page.Find("[data-testid=heatmap]"));
        return page;
    }
}
