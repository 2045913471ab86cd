using System.Net;
using Damon.Run.Api;
using Damon.Run.Launching;
using Microsoft.Extensions.Time.Testing;

namespace Damon.Run.Tests.Launching;

public sealed class ReadinessTests
{
    private static readonly HealthAnswer Good = new(HttpStatusCode.OK, null);

    // Every look at the clock takes a second, so that nothing waits.
    private readonly FakeTimeProvider _time = new() { AutoAdvanceAmount = TimeSpan.FromSeconds(1) };
    private int _asked;

    [Fact]
    public async Task Wait_AnswerFits_Returns()
    {
        await Answering(Good).WaitAsync("server", () => true, answer => answer.ServerIsReady, TestContext.Current.CancellationToken);

        Assert.Equal(1, _asked);
    }

    [Fact]
    public async Task Wait_PartHasEnded_SaysSoAndNamesItsLog()
    {
        var failure = await Assert.ThrowsAsync<RunFailure>(() => Answering(Good).WaitAsync("server", () => false, _ => false, TestContext.Current.CancellationToken));

        Assert.Equal("The server ended before it was ready.", failure.Message);
        Assert.Equal("server", failure.Part);
    }

    [Fact]
    public async Task Wait_NobodyAnswers_GivesUpAfterAMinute()
    {
        var waiting = Answering(null).WaitAsync("sampler", () => true, _ => true, TestContext.Current.CancellationToken);
        while (!waiting.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        var failure = await Assert.ThrowsAsync<RunFailure>(() => waiting);
        Assert.Equal("The sampler is not ready after a minute.", failure.Message);
        Assert.InRange(_asked, 2, 61);
    }

    private Readiness Answering(HealthAnswer? answer) => new(_ =>
    {
        _asked++;
        return Task.FromResult(answer);
    }, _time);
}
