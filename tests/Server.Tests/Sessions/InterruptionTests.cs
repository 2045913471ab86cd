using Damon.Contracts.Link;
using Damon.Contracts.Rest;
using Damon.Model.Sessions;
using Damon.Server.Tests.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Damon.Server.Tests.Sessions;

public sealed class InterruptionTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task SamplerLost_WithinTheGraceTime_StaysRunning_AfterIt_IsInterrupted()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var server = await TestServer.StartAsync(_directory, time, "--Damon:Link:GraceSeconds=10");
        var sampler = await server.ConnectSamplerAsync();
        var session = await server.StartSessionAsync();

        await LoseAsync(server, sampler);
        time.Advance(TimeSpan.FromSeconds(9));
        var within = await server.GetAsync<SessionResource>($"sessions/{session.Id}");
        time.Advance(TimeSpan.FromSeconds(2));
        var after = await server.WaitForAsync(session.Id, now => now.State != SessionState.Running);

        Assert.Equal(SessionState.Running, within.State);
        Assert.Equal(SessionState.Interrupted, after.State);
        Assert.Contains("sampler", after.EndedBecause, StringComparison.Ordinal);
        Assert.Equal(time.GetUtcNow(), after.EndedAt);
    }

    [Fact]
    public async Task SamplerBack_WithinTheGraceTime_IsNeverInterrupted()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var server = await TestServer.StartAsync(_directory, time, "--Damon:Link:GraceSeconds=10");
        var lost = await server.ConnectSamplerAsync();
        var session = await server.StartSessionAsync();
        await lost.PushAsync(session.Id, [0]);
        await LoseAsync(server, lost);

        await using var back = await server.ConnectSamplerAsync("sampler-1", session.Id);
        time.Advance(TimeSpan.FromSeconds(20));
        await back.PushAsync(session.Id, [0, 1, 2]);
        var now = await server.WaitForAsync(session.Id, now => now.SnapshotCount == 3);

        Assert.Equal((SessionState.Running, null), (now.State, now.EndedBecause));
        Assert.Empty(back.Welcome!.UnknownSessions);
    }

    [Fact]
    public async Task SamplerBack_AfterAnInterruption_GoesOnWithWhatItBuffered()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var server = await TestServer.StartAsync(_directory, time, "--Damon:Link:GraceSeconds=10");
        var lost = await server.ConnectSamplerAsync();
        var session = await server.StartSessionAsync();
        await lost.PushAsync(session.Id, [0, 1]);
        await LoseAsync(server, lost);
        time.Advance(TimeSpan.FromSeconds(11));
        await server.WaitForAsync(session.Id, now => now.State == SessionState.Interrupted);

        await using var back = await server.ConnectSamplerAsync("sampler-1", session.Id);
        await back.PushAsync(session.Id, [1, 2, 3]);

        var now = await server.WaitForAsync(session.Id, now => now.SnapshotCount == 4);
        Assert.Equal((SessionState.Running, null, null), (now.State, now.EndedBecause, now.EndedAt));
    }

    [Fact]
    public async Task SamplerLost_AnotherOneComes_IsInterruptedAtOnce()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var server = await TestServer.StartAsync(_directory, time, "--Damon:Link:GraceSeconds=10");
        var lost = await server.ConnectSamplerAsync();
        var session = await server.StartSessionAsync();
        await LoseAsync(server, lost);

        await using var other = await server.ConnectSamplerAsync("sampler-2");

        var now = await server.GetAsync<SessionResource>($"sessions/{session.Id}");
        Assert.Equal(SessionState.Interrupted, now.State);
        Assert.Contains("another one has come", now.EndedBecause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SamplersTwo_OneComesAgain_TheOthersSessionGoesOn()
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var first = await server.ConnectSamplerAsync();
        var session = await server.StartSessionAsync();

        await using var second = await server.ConnectSamplerAsync("sampler-2");

        Assert.Equal(SessionState.Running, (await server.GetAsync<SessionResource>($"sessions/{session.Id}")).State);
    }

    [Fact]
    public async Task SamplerBack_WithoutTheSession_IsInterruptedAfterTheGraceTime()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var server = await TestServer.StartAsync(_directory, time, "--Damon:Link:GraceSeconds=10");
        var lost = await server.ConnectSamplerAsync();
        var session = await server.StartSessionAsync();
        await LoseAsync(server, lost);

        await using var back = await server.ConnectSamplerAsync();
        time.Advance(TimeSpan.FromSeconds(11));

        var now = await server.WaitForAsync(session.Id, now => now.State != SessionState.Running);
        Assert.Equal(SessionState.Interrupted, now.State);
    }

    [Fact]
    public async Task ServerKilledAndStartedAgain_RunningSessionIsInterrupted_StoredOnesReplay()
    {
        SessionResource ended;
        SessionResource running;
        await using (var first = await TestServer.StartAsync(_directory))
        {
            await using var sampler = await first.ConnectSamplerAsync();
            ended = await first.StartSessionAsync(1);
            await sampler.PushAsync(ended.Id, [0, 1, 2]);
            using var stop = await first.PostAsync($"sessions/{ended.Id}/stop");
            ended = await first.GetAsync<SessionResource>($"sessions/{ended.Id}");
            running = await first.StartSessionAsync(2);
            await sampler.PushAsync(running.Id, [0, 1]);
            await first.WaitForAsync(running.Id, now => now.SnapshotCount == 2);
        }

        await using var second = await TestServer.StartAsync(_directory);
        var sessions = await second.GetAsync<SessionResource[]>("sessions");
        var interrupted = sessions.Single(session => session.Id == running.Id);
        var replayed = sessions.Single(session => session.Id == ended.Id);

        Assert.Equal(SessionState.Interrupted, interrupted.State);
        Assert.Contains("server", interrupted.EndedBecause, StringComparison.Ordinal);
        Assert.Equal(DateTimeOffset.UnixEpoch.AddMilliseconds(1_200), interrupted.EndedAt);
        Assert.Equivalent(ended, replayed, strict: true);
        Assert.Equal([0L, 1L, 2L], (await second.GetAsync<SnapshotPage>($"sessions/{ended.Id}/snapshots")).Snapshots.Select(snapshot => snapshot.Seq));
    }

    [Fact]
    public async Task ServerStartedAgain_SamplerStillRunsTheSession_GoesOn()
    {
        SessionResource session;
        FakeSampler sampler;
        await using (var first = await TestServer.StartAsync(_directory))
        {
            sampler = await first.ConnectSamplerAsync();
            session = await first.StartSessionAsync();
            await sampler.PushAsync(session.Id, [0]);
            await sampler.DisposeAsync();
        }

        await using var second = await TestServer.StartAsync(_directory);
        await using var back = await second.ConnectSamplerAsync("sampler-1", session.Id, "deleted-meanwhile");
        await back.PushAsync(session.Id, [1, 2]);
        var now = await second.WaitForAsync(session.Id, now => now.SnapshotCount == 3);

        Assert.Equal((SessionState.Running, null), (now.State, now.EndedBecause));
        Assert.Equal(["deleted-meanwhile"], back.Welcome!.UnknownSessions);
    }

    [Fact]
    public async Task ServerStartedAgain_SessionEndedMeanwhile_FinalStatusIsTaken()
    {
        SessionResource session;
        await using (var first = await TestServer.StartAsync(_directory))
        {
            await using var sampler = await first.ConnectSamplerAsync();
            session = await first.StartSessionAsync();
        }

        await using var second = await TestServer.StartAsync(_directory);
        await using var back = await second.ConnectSamplerAsync();
        await back.PushAsync(session.Id, [0, 1]);
        await back.PushStatusAsync(new SessionStatus { SessionId = session.Id, State = SessionState.Stopped, EndedBecause = "Every target has ended." });

        var now = await second.GetAsync<SessionResource>($"sessions/{session.Id}");
        Assert.Equal((SessionState.Stopped, "Every target has ended.", 2L), (now.State, now.EndedBecause, now.SnapshotCount));
    }

    [Fact]
    public async Task Hello_OtherLinkVersion_IsRefusedWithASentence()
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = new FakeSampler(server.Socket, "old");
        await sampler.Connection.StartAsync(TestContext.Current.CancellationToken);

        var welcome = await sampler.HelloAsync(ISamplerHub.LinkVersion + 1);

        Assert.False(welcome.Accepted);
        Assert.NotNull(welcome.Problem);
        Assert.Empty(await server.GetAsync<SamplerResource[]>("samplers"));
        await Assert.ThrowsAsync<Microsoft.AspNetCore.SignalR.HubException>(() => sampler.PushAsync("x", [0]));
    }

    private static async Task LoseAsync(TestServer server, FakeSampler sampler)
    {
        await sampler.DisposeAsync();
        while ((await server.GetAsync<SamplerResource[]>("samplers")).Length > 0)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}
