using Damon.Model.Sessions;

namespace Damon.Model.Tests.Sessions;

public sealed class SessionLifeTests
{
    [Fact]
    public void Next_OfASessionThatIsOver_IsNothing()
        => Assert.All(
            from state in Enum.GetValues<SessionState>() where state.IsOver() from what in Enum.GetValues<SessionEvent>() select (state, what),
            pair => Assert.Null(SessionLife.Next(pair.state, pair.what)));

    [Fact]
    public void Next_FaultOrEnd_EndsEverySessionThatIsNotOver()
        => Assert.All(Enum.GetValues<SessionState>().Where(state => !state.IsOver()), state =>
        {
            Assert.Equal(SessionState.Stopped, SessionLife.Next(state, SessionEvent.Ended));
            Assert.Equal(SessionState.Failed, SessionLife.Next(state, SessionEvent.Failed));
        });

    [Fact]
    public void Next_Lost_InterruptsExactlyTheActive()
        => Assert.All(Enum.GetValues<SessionState>(), state => Assert.Equal(
            state.IsActive() ? SessionState.Interrupted : null, SessionLife.Next(state, SessionEvent.Lost)));

    [Theory]
    [InlineData(SessionState.Starting, SessionEvent.Sampling, SessionState.Running)]
    [InlineData(SessionState.Running, SessionEvent.StopAsked, SessionState.Stopping)]
    [InlineData(SessionState.Stopping, SessionEvent.StopRefused, SessionState.Running)]
    [InlineData(SessionState.Interrupted, SessionEvent.Returned, SessionState.Running)]
    [InlineData(SessionState.Interrupted, SessionEvent.Sampling, SessionState.Running)]
    [InlineData(SessionState.Stopping, SessionEvent.Sampling, null)]
    [InlineData(SessionState.Starting, SessionEvent.StopAsked, null)]
    [InlineData(SessionState.Interrupted, SessionEvent.StopAsked, null)]
    [InlineData(SessionState.Running, SessionEvent.StopRefused, null)]
    [InlineData(SessionState.Running, SessionEvent.Returned, null)]
    public void Next_FollowsTheTable(SessionState from, SessionEvent what, SessionState? to) => Assert.Equal(to, SessionLife.Next(from, what));
}
