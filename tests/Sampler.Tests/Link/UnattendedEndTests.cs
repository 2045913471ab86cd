using Damon.Contracts.Link;
using Damon.Contracts.Monitoring;
using Damon.Model.Sessions;
using Damon.Sampler.Link;
using Damon.Sampler.Tests.Sessions;
using Microsoft.Extensions.Time.Testing;

namespace Damon.Sampler.Tests.Link;

public sealed class UnattendedEndTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(600);

    private readonly SamplerFixture _sampler = new();
    private readonly FakeTimeProvider _time = new();
    private readonly Attention _attention;
    private readonly UnattendedEnd _end;

    public UnattendedEndTests()
    {
        _attention = new Attention(_time);
        _end = new UnattendedEnd(_attention, _sampler.Manager, Limit, _time);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sampler.AddProcess(12);
        await _sampler.Manager.StartSession(SamplerFixture.Order("a", 12));
        await _end.StartAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.StopAsync(Cancel);
        _end.Dispose();
        _sampler.Dispose();
    }

    [Fact]
    public async Task NobodyAsksOrStores_SamplingEndsAndSaysWhy_AndOthersMayBegin()
    {
        while (_sampler.Manager.Running.Length > 0)
        {
            _time.Advance(Limit / 10);
            await Task.Delay(5, Cancel);
        }

        Assert.InRange(_attention.Elapsed, Limit, TimeSpan.MaxValue);
        var status = await _sampler.Output.First<SessionStatus>(one => one.EndedAt is not null);
        Assert.Equal(SessionState.Interrupted, status.State);
        Assert.Contains("Nobody has asked for anything or stored what was sampled for 600 s", status.EndedBecause, StringComparison.Ordinal);
        _sampler.AddProcess(13);
        Assert.Equal(CommandCode.Ok, (await _sampler.Manager.StartSession(SamplerFixture.Order("b", 13))).Answer.Code);
    }

    [Fact]
    public async Task SomebodyStores_SamplingGoesOn()
    {
        for (var i = 0; i < 30; i++)
        {
            _attention.Note();
            _time.Advance(Limit / 10);
            await Task.Yield();
        }

        await _sampler.Output.First<Snapshot>(one => one.Seq > 3);
        Assert.Equal(["a"], _sampler.Manager.Running);
    }
}
