using System.Text.Json;
using Damon.Contracts.Link;
using Damon.Server.Tests.Hosting;
using Microsoft.AspNetCore.SignalR.Client;

namespace Damon.Server.Tests.Limits;

public sealed class LimitsTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly List<string> _asked = [];
    private LimitReadings _told = new(
        new CommandAnswer(CommandCode.Ok),
        [new LimitReading(0, null, "/shop", 2, 8_589_934_592, 4_096), new LimitReading(null, 1, "/jobs", 1, null, 0)]);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Limits_OfARunningSession_AreWhatItsSamplerTells()
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await ConnectAsync(server);
        var session = await server.StartSessionAsync();

        var limits = await server.GetAsync<JsonElement>($"sessions/{session.Id}/limits");

        Assert.Equal(
            """{"limits":[{"target":0,"group":null,"cgroup":"/shop","version":2,"limitBytes":8589934592,"currentBytes":4096},{"target":null,"group":1,"cgroup":"/jobs","version":1,"limitBytes":null,"currentBytes":0}]}""",
            limits.GetRawText());
        Assert.Equal([session.Id], _asked);
    }

    [Fact]
    public async Task Limits_AreAskedAtEveryCall()
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await ConnectAsync(server);
        var session = await server.StartSessionAsync();

        await server.GetAsync<JsonElement>($"sessions/{session.Id}/limits");
        _told = _told with { Limits = [] };

        Assert.Equal(0, (await server.GetAsync<JsonElement>($"sessions/{session.Id}/limits")).GetProperty("limits").GetArrayLength());
        Assert.Equal(2, _asked.Count);
    }

    [Fact]
    public async Task Limits_OfASessionThatHasStopped_AreRefusedWithASentence()
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await ConnectAsync(server);
        var session = await server.StartSessionAsync();
        using var stop = await server.PostAsync($"sessions/{session.Id}/stop");

        await AssertRefusedAsync(server, session.Id, 409, "does not run: it is stopped");
        Assert.Empty(_asked);
    }

    [Fact]
    public async Task Limits_SamplerKnowsNoSuchSession_AnswersItsSentence()
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await ConnectAsync(server);
        var session = await server.StartSessionAsync();
        _told = new LimitReadings(new CommandAnswer(CommandCode.NotRunning, "It does not run here."), []);

        await AssertRefusedAsync(server, session.Id, 409, "It does not run here.");
    }

    [Fact]
    public async Task Limits_SamplerIsAway_SaysSo()
    {
        await using var server = await TestServer.StartAsync(_directory);
        var sampler = await ConnectAsync(server);
        var session = await server.StartSessionAsync();
        await sampler.DisposeAsync();
        while ((await server.GetAsync<JsonElement>("samplers")).GetArrayLength() > 0)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        await AssertRefusedAsync(server, session.Id, 503, "is not connected");
    }

    [Fact]
    public async Task Limits_OfNoSession_AreNotFound()
    {
        await using var server = await TestServer.StartAsync(_directory);

        using var response = await server.Api.GetAsync("sessions/other/limits", TestContext.Current.CancellationToken);

        await ProblemAssert.IsProblemAsync(response, 404, "id");
    }

    private async Task<FakeSampler> ConnectAsync(TestServer server)
    {
        var sampler = await server.ConnectSamplerAsync();
        sampler.Connection.On<string, LimitReadings>(nameof(ISamplerClient.ReadLimits), session =>
        {
            _asked.Add(session);
            return _told;
        });
        return sampler;
    }

    private static async Task AssertRefusedAsync(TestServer server, string session, int status, string sentence)
    {
        using var response = await server.Api.GetAsync($"sessions/{session}/limits", TestContext.Current.CancellationToken);
        await ProblemAssert.IsProblemAsync(response, status);
        Assert.Contains(sentence, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
