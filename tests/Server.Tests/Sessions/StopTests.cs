using System.Net.Http.Json;
using Damon.Contracts;
using Damon.Contracts.Json;
using Damon.Contracts.Link;
using Damon.Contracts.Rest;
using Damon.Model.Sessions;
using Damon.Server.Tests.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Damon.Server.Tests.Sessions;

public sealed class StopTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Stop_Running_AnswersTheStoppedSessionWithItsWholeHistory()
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await server.ConnectSamplerAsync();
        var session = await server.StartSessionAsync();
        sampler.OnStop = async id =>
        {
            await sampler.PushAsync(id, Enumerable.Range(0, 300).Select(seq => (long)seq));
            await sampler.PushStatusAsync(new SessionStatus { SessionId = id, State = SessionState.Stopped, EndedBecause = "Asked to.", SamplerCpuSeconds = 1.5, LostSnapshots = 3 });
            return new CommandAnswer(CommandCode.Ok);
        };

        using var response = await server.PostAsync($"sessions/{session.Id}/stop");

        Assert.Equal(200, (int)response.StatusCode);
        var stopped = (await response.Content.ReadFromJsonAsync<SessionResource>(ContractJson.Options, TestContext.Current.CancellationToken))!;
        Assert.Equal((SessionState.Stopped, "Asked to.", 300L, 3L, 1.5), (stopped.State, stopped.EndedBecause, stopped.SnapshotCount, stopped.LostSnapshots, stopped.SamplerCpuSeconds));
        Assert.Equal((1_000_000L, 31_000_000L), (stopped.FirstUs, stopped.LastUs));
        Assert.NotNull(stopped.EndedAt);
    }

    [Fact]
    public async Task Stop_SamplerWithoutAFinalStatus_IsStoppedAllTheSame()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var server = await TestServer.StartAsync(_directory, time, "--Damon:Link:AnswerSeconds=600");
        await using var sampler = await server.ConnectSamplerAsync();
        var session = await server.StartSessionAsync();
        sampler.OnStop = _ => Task.FromResult(new CommandAnswer(CommandCode.Ok));

        using var response = await WhileTimeGoesOnAsync(time, server.PostAsync($"sessions/{session.Id}/stop"));

        Assert.Equal(SessionState.Stopped, (await server.GetAsync<SessionResource>($"sessions/{session.Id}")).State);
        Assert.Equal(200, (int)response.StatusCode);
    }

    [Fact]
    public async Task Stop_Twice_AnswersConflict()
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await server.ConnectSamplerAsync();
        var session = await server.StartSessionAsync();
        using var first = await server.PostAsync($"sessions/{session.Id}/stop");

        using var second = await server.PostAsync($"sessions/{session.Id}/stop");

        Assert.Equal(200, (int)first.StatusCode);
        await ProblemAssert.IsProblemAsync(second, 409);
        Assert.Single(sampler.Stopped);
    }

    [Fact]
    public async Task Stop_WhileBeingStopped_AnswersConflict()
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await server.ConnectSamplerAsync();
        var session = await server.StartSessionAsync();
        var asked = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        var end = sampler.OnStop;
        sampler.OnStop = async id =>
        {
            asked.SetResult();
            await release.Task;
            return await end(id);
        };
        var first = server.PostAsync($"sessions/{session.Id}/stop");
        await asked.Task.WaitAsync(TestContext.Current.CancellationToken);

        using var second = await server.PostAsync($"sessions/{session.Id}/stop");
        using var deletion = await server.Api.DeleteAsync($"sessions/{session.Id}", TestContext.Current.CancellationToken);
        release.SetResult();
        using var answer = await first;

        await ProblemAssert.IsProblemAsync(second, 409);
        await ProblemAssert.IsProblemAsync(deletion, 409);
        Assert.Equal(200, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Stop_UnknownSession_AnswersNotFound()
    {
        await using var server = await TestServer.StartAsync(_directory);

        using var response = await server.PostAsync("sessions/none/stop");

        await ProblemAssert.IsProblemAsync(response, 404, "id");
    }

    [Fact]
    public async Task Stop_SamplerAway_AnswersServiceUnavailableAndTheSessionStaysRunning()
    {
        await using var server = await TestServer.StartAsync(_directory);
        var sampler = await server.ConnectSamplerAsync();
        var session = await server.StartSessionAsync();
        await sampler.DisposeAsync();
        while ((await server.GetAsync<SamplerResource[]>("samplers")).Length > 0)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        using var response = await server.PostAsync($"sessions/{session.Id}/stop");

        await ProblemAssert.IsProblemAsync(response, 503);
        Assert.Equal(SessionState.Running, (await server.GetAsync<SessionResource>($"sessions/{session.Id}")).State);
    }

    [Fact]
    public async Task Stop_SamplerNoLongerKnowsIt_IsInterrupted()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var server = await TestServer.StartAsync(_directory, time, "--Damon:Link:AnswerSeconds=600");
        await using var sampler = await server.ConnectSamplerAsync();
        var session = await server.StartSessionAsync();
        sampler.OnStop = _ => Task.FromResult(new CommandAnswer(CommandCode.NotRunning, "No such session."));

        using var response = await WhileTimeGoesOnAsync(time, server.PostAsync($"sessions/{session.Id}/stop"));

        var now = await server.GetAsync<SessionResource>($"sessions/{session.Id}");
        Assert.Equal(SessionState.Interrupted, now.State);
        Assert.NotNull(now.EndedBecause);
    }

    [Fact]
    public async Task SessionEndsByItself_StatusIsShownOnlyWithItsHistory()
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await server.ConnectSamplerAsync();
        var session = await server.StartSessionAsync();
        await sampler.PushAsync(session.Id, Enumerable.Range(0, 500).Select(seq => (long)seq));
        var ended = sampler.PushStatusAsync(new SessionStatus { SessionId = session.Id, State = SessionState.Stopped, EndedBecause = "Every target has ended." });

        var stopped = await server.WaitForAsync(session.Id, now => now.State == SessionState.Stopped);
        await ended;

        Assert.Equal((500L, "Every target has ended."), (stopped.SnapshotCount, stopped.EndedBecause));
        using var response = await server.PostAsync($"sessions/{session.Id}/stop");
        await ProblemAssert.IsProblemAsync(response, 409);
    }

    /// <summary>The server waits for a last status, which does not come; its clock goes faster than ours.</summary>
    private static async Task<HttpResponseMessage> WhileTimeGoesOnAsync(FakeTimeProvider time, Task<HttpResponseMessage> call)
    {
        while (!call.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        return await call;
    }
}
