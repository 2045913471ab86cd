using Damon.Client.Sessions.Listing;
using Damon.Contracts.Rest;
using Damon.Model.Monitoring;
using Damon.Model.Sessions;

namespace Damon.Client.Tests.Sessions.Listing;

public sealed class SessionFilterTests
{
    private static readonly SessionResource Session = new()
    {
        Name = "Nightly run",
        Notes = "after the index was dropped",
        State = SessionState.Interrupted,
        Operations = OperationsKind.PageTable,
        Targets = [new TargetResource { Name = "postgres", Pid = 812 }],
    };

    [Theory]
    [InlineData("", true)]
    [InlineData("nightly", true)]
    [InlineData("INDEX", true)]
    [InlineData("postg", true)]
    [InlineData("812", true)]
    [InlineData("page table", true)]
    [InlineData("interrupted", true)]
    [InlineData("postgres dropped", true)]
    [InlineData("postgres mysql", false)]
    [InlineData("running", false)]
    public void Matches_EveryWord_MustOccurSomewhere(string text, bool expected)
        => Assert.Equal(expected, new SessionFilter(text).Matches(Session));

    [Theory]
    [InlineData(SessionState.Starting, true)]
    [InlineData(SessionState.Running, true)]
    [InlineData(SessionState.Stopping, true)]
    [InlineData(SessionState.Stopped, false)]
    [InlineData(SessionState.Failed, false)]
    [InlineData(SessionState.Interrupted, false)]
    public void Matches_Choice_DividesByState(SessionState state, bool running)
    {
        var session = Session with { State = state };

        Assert.Equal(running, new SessionFilter("", SessionChoice.Running).Matches(session));
        Assert.Equal(!running, new SessionFilter("", SessionChoice.Ended).Matches(session));
        Assert.True(new SessionFilter("", SessionChoice.All).Matches(session));
    }
}
