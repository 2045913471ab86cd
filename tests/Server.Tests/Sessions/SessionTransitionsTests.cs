using Damon.Contracts.Link;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Model.Monitoring;
using Damon.Model.Sessions;
using Damon.Server.Sessions;

namespace Damon.Server.Tests.Sessions;

public sealed class SessionTransitionsTests
{
    private static readonly DateTimeOffset Now = SessionSamples.Begin.AddHours(1);

    public static TheoryData<SessionState, SessionEvent> Everything
        => new(from state in Enum.GetValues<SessionState>() from what in Enum.GetValues<SessionEvent>() select (state, what));

    [Theory]
    [MemberData(nameof(Everything))]
    public void After_AnyEventInAnyState_FollowsTheTableAndTellsWhyItEnded(SessionState state, SessionEvent what)
    {
        var before = SessionSamples.In(state);

        var after = before.After(what, Now, "Because.");

        if (SessionLife.Next(state, what) is not { } next)
        {
            Assert.Same(before, after);
            return;
        }

        Assert.Equal(next, after.State);
        Assert.Equal(next.IsActive() ? (null, null) : ("Because.", (DateTimeOffset?)Now), (after.EndedBecause, after.EndedAt));
        Assert.Equal(before, after with { State = state, EndedBecause = before.EndedBecause, EndedAt = before.EndedAt });
    }

    [Fact]
    public void AfterStart_Starting_RunsWithWhatTheSamplerHasChosen()
    {
        var after = SessionSamples.In(SessionState.Starting).AfterStart(Answer, Now);

        Assert.Equal((SessionState.Running, OperationsKind.PageTable), (after.State, after.Operations));
        Assert.Equal(new SessionTarget(0, 5, SessionSamples.Begin, "redis", "redis --x"), Assert.Single(after.Targets));
    }

    [Theory]
    [InlineData(SessionState.Running)]
    [InlineData(SessionState.Stopped)]
    [InlineData(SessionState.Interrupted)]
    public void AfterStart_StatusCameFirst_KeepsWhatThatSaid(SessionState state)
    {
        var before = SessionSamples.In(state);

        Assert.Equal(before with { Operations = OperationsKind.PageTable }, before.AfterStart(Answer, Now));
    }

    [Theory]
    [InlineData(SessionState.Starting, SessionState.Running, SessionState.Running)]
    [InlineData(SessionState.Running, SessionState.Running, SessionState.Running)]
    [InlineData(SessionState.Stopping, SessionState.Running, SessionState.Stopping)]
    [InlineData(SessionState.Interrupted, SessionState.Running, SessionState.Running)]
    [InlineData(SessionState.Running, SessionState.Stopping, SessionState.Stopping)]
    [InlineData(SessionState.Stopping, SessionState.Stopped, SessionState.Stopped)]
    [InlineData(SessionState.Starting, SessionState.Failed, SessionState.Failed)]
    [InlineData(SessionState.Interrupted, SessionState.Stopped, SessionState.Stopped)]
    [InlineData(SessionState.Running, SessionState.Interrupted, SessionState.Interrupted)]
    public void AfterStatus_NotOver_TakesStateTargetsAndCost(SessionState state, SessionState told, SessionState expected)
    {
        var status = new SessionStatus { SessionId = "some-id", State = told, EndedBecause = "Told.", Targets = Answer.Targets, SamplerCpuSeconds = 2 };

        var after = SessionSamples.In(state).AfterStatus(status, Now);

        Assert.Equal((expected, 2.0, "redis"), (after.State, after.SamplerCpuSeconds, after.Targets[0].Name));
        Assert.Equal(expected.IsActive() ? (null, null) : ("Told.", (DateTimeOffset?)Now), (after.EndedBecause, after.EndedAt));
    }

    [Theory]
    [InlineData(SessionState.Stopped)]
    [InlineData(SessionState.Failed)]
    public void AfterStatus_Over_ChangesNothing(SessionState state)
    {
        var before = SessionSamples.In(state);

        Assert.Same(before, before.AfterStatus(new SessionStatus { State = SessionState.Running, Targets = Answer.Targets, SamplerCpuSeconds = 9 }, Now));
    }

    [Theory]
    [InlineData("sh (5), other (6), redis*", "redis (5), other (6), redis*")]
    [InlineData("sh (5)", "redis (5)")]
    [InlineData("my sh (5)", "my sh (5)")]
    [InlineData("nightly", "nightly")]
    public void AfterStatus_ATargetExecutesAnotherProgram_TheNameOfItsTargetsFollows(string name, string expected)
    {
        var before = SessionSamples.In(SessionState.Running) with { Name = name, Targets = [new SessionTarget(0, 5, SessionSamples.Begin, "sh", "sh run"), new SessionTarget(1, 6, SessionSamples.Begin, "other")] };
        var status = new SessionStatus
        {
            SessionId = "some-id",
            State = SessionState.Running,
            Targets =
            [
                new TargetResource { Index = 0, Pid = 5, StartTime = SessionSamples.Begin, Name = "redis", CommandLine = "redis --x", EarlierPrograms = [new EarlierProgram("sh", "sh run", 7)] },
                new TargetResource { Index = 1, Pid = 6, StartTime = SessionSamples.Begin, Name = "other", RestartOf = 0 },
            ],
        };

        var after = before.AfterStatus(status, Now);

        Assert.Equal((expected, "redis", new EarlierProgram("sh", "sh run", 7), 0), (after.Name, after.Targets[0].Name, Assert.Single(after.Targets[0].EarlierPrograms), after.Targets[1].RestartOf));
    }

    [Fact]
    public void AfterStatus_BareEnd_KeepsTargetsAndCostAndIsAsAsked()
    {
        var before = SessionSamples.In(SessionState.Stopping);

        var after = before.AfterStatus(new SessionStatus { State = SessionState.Stopped, EndedAt = Now.AddMinutes(-1), SamplerCpuSeconds = 1 }, Now);

        Assert.Equal(before with { State = SessionState.Stopped, EndedBecause = "Stopped on request.", EndedAt = Now.AddMinutes(-1) }, after);
    }

    [Fact]
    public void AfterStatus_WithACost_KeepsItUntilSamplingEnds()
    {
        var cost = new SessionCost { SamplerPercent = 0.5 };
        var running = SessionSamples.In(SessionState.Running).AfterStatus(new SessionStatus { State = SessionState.Running, Cost = cost }, Now);

        Assert.Equal(cost, running.Cost);
        Assert.Equal(cost, running.AfterStatus(new SessionStatus { State = SessionState.Running }, Now).Cost);
        Assert.Equal(cost, running.After(SessionEvent.StopAsked, Now).Cost);
        Assert.Null(running.After(SessionEvent.Lost, Now, "Away.").Cost);
        Assert.Null(running.AfterStatus(new SessionStatus { State = SessionState.Stopped, Cost = cost }, Now).Cost);
    }

    private static StartAnswer Answer => new(
        new CommandAnswer(CommandCode.Ok),
        OperationsKind.PageTable,
        [new TargetResource { Pid = 5, StartTime = SessionSamples.Begin, Name = "redis", CommandLine = "redis --x" }]);
}
