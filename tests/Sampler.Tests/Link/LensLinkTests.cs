using Damon.Contracts.Link;
using Damon.Model.Idle;
using Damon.Model.Monitoring;
using Damon.Sampler.Link;
using Damon.Sampler.Tests.Sessions;

namespace Damon.Sampler.Tests.Link;

/// <summary>A lens over the connection.</summary>
public sealed class LensLinkTests : LinkTest
{
    private readonly FakeLenses _lenses;

    public LensLinkTests()
        : this(new FakeLenses { Ages = new byte[LensRules.MostPages] })
    {
    }

    private LensLinkTests(FakeLenses lenses)
        : base(new FakeSource(OperationsKind.KernelDamon) { Lenses = lenses })
        => _lenses = lenses;

    [Fact]
    public async Task Lens_OpenedReadAndClosed_AllOfFourGiBInOneAnswer()
    {
        Sampler.AddProcess(12);
        new Random(1).NextBytes(_lenses.Ages);
        Assert.Equal(CommandCode.Ok, (await Server.Sampler.StartSession(SamplerFixture.Order("a", 12))).Answer.Code);

        Assert.Equal(new LensStatus(0, 0x1000, 0x2000, 5, 6), (await Server.Sampler.OpenLens("a", new LensOrder(0, 0x1000, 0x2000))).Lens);
        Assert.Equal(CommandCode.Ok, (await Server.Sampler.ShowLens("a")).Answer.Code);
        Assert.Equal(_lenses.Ages, (await Server.Sampler.ReadLens("a", 0, ulong.MaxValue)).Ages);
        Assert.Equal(CommandCode.Ok, (await Server.Sampler.CloseLens("a")).Answer.Code);
        Assert.Equal(CommandCode.NotRunning, (await Server.Sampler.ShowLens("b")).Answer.Code);
    }
}
