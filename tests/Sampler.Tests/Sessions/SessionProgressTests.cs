using Damon.Model.Sessions;
using Damon.Sampler.Monitoring;
using Damon.Sampler.Sessions;

namespace Damon.Sampler.Tests.Sessions;

public sealed class SessionProgressTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static SessionProgress Running => new SessionProgress().Begin()!;

    [Fact]
    public void New_NothingHasHappened_IsStarting()
        => Assert.Equal((SessionState.Starting, null, null), Told(new SessionProgress()));

    [Fact]
    public void AskEnd_NotRunning_IsRefused()
    {
        Assert.Null(new SessionProgress().AskEnd(SessionEvent.Ended, "x"));
        Assert.Null(Running.AskEnd(SessionEvent.Ended, "x")!.AskEnd(SessionEvent.Ended, "x"));
        Assert.Null(Running.End(MonitoringEnd.Asked, At).AskEnd(SessionEvent.Ended, "x"));
    }

    [Theory]
    [InlineData(SessionEvent.Ended, SessionState.Stopped)]
    [InlineData(SessionEvent.Lost, SessionState.Interrupted)]
    public void End_AsAsked_EndsSo(SessionEvent what, SessionState expected)
    {
        var asked = Running.AskEnd(what, "Somebody said so.")!;
        Assert.Equal((SessionState.Stopping, null, null), Told(asked));
        Assert.Equal((expected, "Somebody said so.", At), Told(asked.End(MonitoringEnd.Asked, At)));
    }

    [Theory]
    [InlineData(false, SessionState.Stopped)]
    [InlineData(true, SessionState.Failed)]
    public void End_ForAReasonOfItsOwn_SaysThatWhateverWasAsked(bool failed, SessionState expected)
    {
        var end = new MonitoringEnd(failed, "It went.");
        Assert.Equal((expected, "It went.", At), Told(Running.End(end, At)));
        Assert.Equal((expected, "It went.", At), Told(Running.AskEnd(SessionEvent.Lost, "x")!.End(end, At)));
        Assert.Equal((expected, "It went.", At), Told(new SessionProgress().End(end, At)));
    }

    [Fact]
    public void Begin_Ended_IsRefused() => Assert.Null(Running.End(MonitoringEnd.Asked, At).Begin());

    private static (SessionState State, string? Because, DateTimeOffset? At) Told(SessionProgress progress)
        => (progress.State, progress.EndedBecause, progress.EndedAt);
}
