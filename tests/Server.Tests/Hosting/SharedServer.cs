using Damon.Contracts.Rest;

namespace Damon.Server.Tests.Hosting;

/// <summary>
/// One server, with a sampler and a running session, for all tests of a class that leave it as it was, or leave nothing but
/// sessions of their own.
/// </summary>
public sealed class SharedServer : IAsyncLifetime
{
    /// <summary>Watched by <see cref="Session"/>; tests have other processes.</summary>
    private const int Pid = 4_000_000;

    private readonly TemporaryDirectory _directory = new();
    private TestServer? _server;
    private FakeSampler? _sampler;

    internal TestServer Server => _server!;

    internal FakeSampler Sampler => _sampler!;

    /// <summary>The one session that is there from the start.</summary>
    internal SessionResource Session { get; private set; } = new();

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync(_directory);
        _sampler = await _server.ConnectSamplerAsync();
        Session = await _server.StartSessionAsync(Pid);
        _sampler.Started.Clear();
    }

    /// <summary>Server and sampler for a test: none of the sessions that others have started runs.</summary>
    internal async Task<(TestServer Server, FakeSampler Sampler)> BeginAsync()
    {
        foreach (var start in Sampler.Started)
        {
            using var stop = await Server.PostAsync($"sessions/{start.SessionId}/stop");
            Assert.Contains((int)stop.StatusCode, new[] { 200, 409 });
        }

        Sampler.Started.Clear();
        return (Server, Sampler);
    }

    public async ValueTask DisposeAsync()
    {
        if (_sampler is not null)
        {
            await _sampler.DisposeAsync();
        }

        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _directory.Dispose();
    }
}
