using Damon.Contracts.Rest;

namespace Damon.Server.Tests.Hosting;

/// <summary>One server, with a sampler and a running session, for all tests of a class that leave it as it was.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private TestServer? _server;
    private FakeSampler? _sampler;

    internal TestServer Server => _server!;

    internal FakeSampler Sampler => _sampler!;

    /// <summary>The one session there is.</summary>
    internal SessionResource Session { get; private set; } = new();

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync(_directory);
        _sampler = await _server.ConnectSamplerAsync();
        Session = await _server.StartSessionAsync();
        _sampler.Started.Clear();
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
