using Damon.Contracts.Link;
using Damon.Model.Idle;
using Damon.Model.Monitoring;
using Damon.Sampler.Link;
using Damon.Sampler.Tests.Sessions;

namespace Damon.Sampler.Tests.Link;

/// <summary>A lens over the connection.</summary>
public sealed class LensLinkTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("damon-lens-");
    private readonly Outbox _outbox = new(maxSnapshots: 1_000, maxBytes: 1 << 24);
    private readonly FakeLenses _lenses = new() { Ages = new byte[LensRules.MostPages] };
    private readonly SamplerFixture _sampler;
    private readonly TestServer _server;
    private readonly ServerLink _link;
    private readonly LogLines _log = new();

    public LensLinkTests()
    {
        var socket = Path.Combine(_folder.FullName, "sampler.sock");
        _sampler = new SamplerFixture(_outbox, new FakeSource(OperationsKind.KernelDamon) { Lenses = _lenses });
        _server = new TestServer(socket);
        _link = new ServerLink(socket, new SamplerIdentity("me", "host", "6.18"), _sampler.Manager, _sampler.Catalog, _sampler.Costs, _outbox, TimeProvider.System, _log);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _server.StartAsync();
        await _link.StartAsync(Cancel);
        await _log.Until("Connected to the server");
    }

    public async ValueTask DisposeAsync()
    {
        await _link.StopAsync(Cancel);
        _link.Dispose();
        await _server.DisposeAsync();
        _sampler.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Lens_OpenedReadAndClosed_AllOfFourGiBInOneAnswer()
    {
        _sampler.AddProcess(12);
        new Random(1).NextBytes(_lenses.Ages);
        Assert.Equal(CommandCode.Ok, (await _server.Sampler.StartSession(SamplerFixture.Order("a", 12))).Answer.Code);

        Assert.Equal(new LensStatus(0, 0x1000, 0x2000, 5, 6), (await _server.Sampler.OpenLens("a", new LensOrder(0, 0x1000, 0x2000))).Lens);
        Assert.Equal(CommandCode.Ok, (await _server.Sampler.ShowLens("a")).Answer.Code);
        Assert.Equal(_lenses.Ages, (await _server.Sampler.ReadLens("a", 0, ulong.MaxValue)).Ages);
        Assert.Equal(CommandCode.Ok, (await _server.Sampler.CloseLens("a")).Answer.Code);
        Assert.Equal(CommandCode.NotRunning, (await _server.Sampler.ShowLens("b")).Answer.Code);
    }
}
