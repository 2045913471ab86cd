using System.Net.Http.Headers;
using Damon.Contracts.Link;
using Damon.Contracts.Rest;
using Damon.Server.Tests.Hosting;

namespace Damon.Server.Tests.Security;

/// <summary>Arguments of programs are for operators: what no mask knows may be a secret all the same.</summary>
public sealed class ShownCommandLinesTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(TestServer.Token, "target --run", false)]
    [InlineData(TestServer.ViewerToken, "target …", true)]
    public async Task CommandLines_AreWholeForOperatorsOnly(string token, string expected, bool programsOnly)
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await server.ConnectSamplerAsync();
        var id = (await server.StartSessionAsync()).Id;
        await sampler.PushAsync(id, [0]);
        await server.Api.WaitForAsync<SessionResource>($"sessions/{id}", now => now.SnapshotCount == 1);
        ProcessQuery? asked = null;
        sampler.OnList = query =>
        {
            asked = query;
            return Task.FromResult<ProcessResource[]>([]);
        };
        server.Api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        await using var monitor = server.Monitor(token: token);

        var one = await server.GetAsync<SessionResource>($"sessions/{id}");
        var all = await server.GetAsync<SessionResource[]>("sessions");
        var file = await server.Api.GetStringAsync($"sessions/{id}/export?format=json", TestContext.Current.CancellationToken);
        await using var events = await monitor.WatchAsync(id);
        Assert.True(await events.MoveNextAsync());
        await server.GetAsync<ProcessResource[]>("processes?search=run");

        Assert.Equal([expected, expected, expected], new[] { one, all[0], events.Current.Session! }.Select(session => Assert.Single(session.Targets).CommandLine));
        Assert.Equal(!programsOnly, file.Contains("--run", StringComparison.Ordinal));
        Assert.Equal(new ProcessQuery("run", 100, ProgramsOnly: programsOnly), asked);
    }
}
