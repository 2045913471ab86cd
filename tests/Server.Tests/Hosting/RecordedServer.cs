namespace Damon.Server.Tests.Hosting;

/// <summary>A server with one stopped session of one snapshot, for tests that only read.</summary>
public sealed class RecordedServer : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();

    /// <summary>Id of the session.</summary>
    public string Session { get; private set; } = "";

    internal TestServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await TestServer.StartAsync(_directory);
        await using var sampler = await Server.ConnectSamplerAsync();
        Session = (await Server.StartSessionAsync()).Id;
        await sampler.PushAsync(Session, FakeSampler.Snapshot(0));
        using var stop = await Server.PostAsync($"sessions/{Session}/stop");
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _directory.Dispose();
    }
}
