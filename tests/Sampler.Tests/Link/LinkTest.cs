using Damon.Sampler.Link;
using Damon.Sampler.Sources;
using Damon.Sampler.Tests.Sessions;
using Microsoft.Extensions.Time.Testing;

namespace Damon.Sampler.Tests.Link;

/// <summary>Tests over the connection of a sampler to a server, both of them in this process.</summary>
public abstract class LinkTest : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("damon-link-");

    private protected LinkTest(params ISourceProvider[] others)
    {
        var socket = Path.Combine(_folder.FullName, "sampler.sock");
        Attention = new Attention(Clock);
        Sampler = new SamplerFixture(Outbox, others);
        Server = new TestServer(socket);
        Link = new ServerLink(socket, new SamplerIdentity("me", "host", "6.18"), Sampler.Manager, Sampler.Catalog, Sampler.Costs, Outbox, Attention, TimeProvider.System, Log);
    }

    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private protected Outbox Outbox { get; } = new(maxSnapshots: 1_000, maxBytes: 1 << 24);

    /// <summary>By it only attention is measured.</summary>
    private protected FakeTimeProvider Clock { get; } = new();

    private protected Attention Attention { get; }

    private protected LogLines Log { get; } = new();

    private protected SamplerFixture Sampler { get; }

    private protected TestServer Server { get; }

    private protected ServerLink Link { get; }

    public async ValueTask InitializeAsync()
    {
        await Server.StartAsync();
        await Link.StartAsync(Cancel);
        await Log.Until("Connected to the server");
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Link.StopAsync(Cancel);
        Link.Dispose();
        await Server.DisposeAsync();
        Sampler.Dispose();
        _folder.Delete(recursive: true);
    }
}
