using System.Net;
using Damon.Contracts.Groups;
using Damon.Contracts.Rest;
using Damon.Model.Groups;
using Damon.Model.Sessions;
using Damon.Run.Api;
using Damon.Run.Looking;
using Damon.Run.Settings;
using Damon.Run.Tests.Api;

namespace Damon.Run.Tests.Looking;

public sealed class SessionSearchTests : IDisposable
{
    private readonly StringWriter _said = new();
    private SessionResource[] _sessions = [];
    private (HttpStatusCode Status, object Body) _started = (HttpStatusCode.Created, Some.Session("new") with { Id = "new" });

    [Fact]
    public async Task FindOrStart_NobodyMonitorsIt_StartsASessionOfItsOwn()
    {
        _sessions = [Some.Session("other"), Some.Session("a") with { Id = "old", State = SessionState.Stopped }];

        Assert.Equal(new WatchedSession("new", null, IsOwn: true), await FindOrStartAsync(new TargetRequest(999)));
        Assert.Empty(_said.ToString());
    }

    [Fact]
    public async Task FindOrStart_ProcessIsTheOnlyTarget_LooksAtThatSessionAndSaysSo()
    {
        _sessions = [Some.Session("redis")];

        Assert.Equal(new WatchedSession("7-a", null, IsOwn: false), await FindOrStartAsync(new TargetRequest(100)));
        Assert.Equal("The session redis (7-a) monitors process 100 already: this looks at that one.", _said.ToString().Trim());
    }

    [Fact]
    public async Task FindOrStart_ProcessIsOneOfSeveral_LooksAtThatOneOnly()
    {
        _sessions = [Some.Session("a", "b")];

        Assert.Equal(new WatchedSession("7-a", 1, IsOwn: false), await FindOrStartAsync(new TargetRequest(101)));
    }

    [Fact]
    public async Task FindOrStart_GroupIsMonitored_LooksAtAllOfIt()
    {
        _sessions = [Group("a.service")];

        Assert.Equal(new WatchedSession("7-a", null, IsOwn: false), await FindOrStartAsync(new TargetRequest(Unit: "a.service")));
        Assert.Equal("new", (await FindOrStartAsync(new TargetRequest(Unit: "b.service"))).Id);
        Assert.Equal("new", (await FindOrStartAsync(new TargetRequest(Container: "a.service"))).Id);
    }

    [Fact]
    public async Task FindOrStart_RefusedAsAnotherHasIt_LooksAtTheOneThatTheRefusalNames()
    {
        _sessions = [Group("docker 0123456789ab")];
        _started = (HttpStatusCode.Conflict, new { detail = "Session 7-a (x) already monitors every process of it." });

        Assert.Equal(new WatchedSession("7-a", null, IsOwn: false), await FindOrStartAsync(new TargetRequest(Container: "0123")));
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.Conflict)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.UnprocessableEntity)]
    public async Task FindOrStart_Refused_SaysWhy(HttpStatusCode status)
    {
        _started = (status, new { detail = "It cannot\u001b be." });

        var failure = await Assert.ThrowsAsync<RunFailure>(() => FindOrStartAsync(new TargetRequest(Command: "a*")));

        Assert.Equal((1, "Command a* cannot be monitored: It cannot? be."), (failure.Status, failure.Message));
    }

    [Fact]
    public async Task Running_NoneRuns_SaysWhatToDo()
    {
        _sessions = [Some.Session("a") with { State = SessionState.Failed }];
        using var api = Api();

        var failure = await Assert.ThrowsAsync<RunFailure>(() => Search(api).RunningAsync(TestContext.Current.CancellationToken));

        Assert.Equal(2, failure.Status);
        Assert.StartsWith("Nothing is monitored now. Say what to look at", failure.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _said.Dispose();

    private static SessionResource Group(string name) => Some.Session("a", "b") with
    {
        Groups = [new SessionGroupResource { Kind = name.EndsWith("service", StringComparison.Ordinal) ? GroupKind.Unit : GroupKind.Container, Name = name }],
        Targets = [Some.Target(0, "a") with { Group = 0 }, Some.Target(1, "b") with { Group = 0 }],
    };

    private async Task<WatchedSession> FindOrStartAsync(TargetRequest target)
    {
        using var api = Api();
        return await Search(api).FindOrStartAsync(target, "", TestContext.Current.CancellationToken);
    }

    private SessionSearch Search(DamonApi api) => new(api, new Screen(_said, _said));

    private DamonApi Api() => new(
        new RunSettings(new ServerAddress("127.0.0.1", 5200), "secret", "", null),
        new RoutedHandler(call => call.StartsWith("POST", StringComparison.Ordinal) ? _started : (HttpStatusCode.OK, _sessions)));
}
