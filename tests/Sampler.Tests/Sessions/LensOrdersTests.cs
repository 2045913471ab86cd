using Damon.Contracts.Link;
using Damon.Model.Addresses;
using Damon.Model.Monitoring;
using Damon.Sampler.Monitoring;
using Damon.Sampler.Monitoring.Lenses;

namespace Damon.Sampler.Tests.Sessions;

/// <summary>What the server asks of a session's lens.</summary>
public sealed class LensOrdersTests : IDisposable
{
    private static readonly LensOrder Order = new(0, 0x1800, 0x2800);

    private readonly FakeSource _source = new(OperationsKind.KernelDamon);
    private readonly FakeLenses _lenses = new();
    private readonly SamplerFixture _sampler;

    public LensOrdersTests()
    {
        _sampler = new SamplerFixture(others: _source);
        _sampler.AddProcess(12);
        _sampler.Output.Deliveries.SetResult();
        _source.Lenses = _lenses;
    }

    public void Dispose() => _sampler.Dispose();

    [Fact]
    public async Task Open_OfARunningSession_FollowsWholePages()
    {
        await StartAsync();
        var answer = await _sampler.Manager.OpenLens("a", Order);

        Assert.Equal((CommandCode.Ok, new LensStatus(0, 0x1000, 0x3000, 5, 6)), (answer.Answer.Code, answer.Lens));
        Assert.Equal(answer, await _sampler.Manager.ShowLens("a"));
        Assert.Equal(answer, await _sampler.Manager.CloseLens("a"));
    }

    [Fact]
    public async Task Read_PagesInPart_AreAskedForWhole()
    {
        await StartAsync();
        var pages = await _sampler.Manager.ReadLens("a", 0x1fff, 0x3001);
        await _sampler.Manager.ReadLens("a", 0, ulong.MaxValue);

        Assert.Equal((CommandCode.Ok, 0x1000UL, 0x4000UL, 7L), (pages.Answer.Code, pages.Start, pages.End, pages.AtUs));
        Assert.Equal([1, 2, 3], pages.Ages);
        Assert.Equal([new AddressRange(0x1000, 0x4000), new AddressRange(0, ulong.MaxValue)], _lenses.Reads);
    }

    [Fact]
    public async Task Open_MoreThanFourGiB_IsRefusedByName()
    {
        await StartAsync();
        var answer = await _sampler.Manager.OpenLens("a", new LensOrder(0, 0x1000, 0x1000 + (4UL << 30) + 1));

        Assert.Equal((CommandCode.InvalidArgument, "end"), (answer.Answer.Code, answer.Answer.Field));
        Assert.Null(_lenses.Lens);
    }

    [Theory]
    [InlineData((int)LensProblem.AlreadyOpen, CommandCode.Busy, null)]
    [InlineData((int)LensProblem.NotOpen, CommandCode.NotOpen, null)]
    [InlineData((int)LensProblem.NotRunning, CommandCode.NotRunning, null)]
    [InlineData((int)LensProblem.Unavailable, CommandCode.Unavailable, null)]
    [InlineData((int)LensProblem.NoSuchTarget, CommandCode.InvalidArgument, "target")]
    public async Task Trouble_OfAnyKind_BecomesTheAnswer(int problem, CommandCode expected, string? field)
    {
        await StartAsync();
        _lenses.Fault = new LensException((LensProblem)problem, "Why.");
        var answers = new[]
        {
            (await _sampler.Manager.OpenLens("a", Order)).Answer,
            (await _sampler.Manager.ShowLens("a")).Answer,
            (await _sampler.Manager.CloseLens("a")).Answer,
            (await _sampler.Manager.ReadLens("a", 0, 1)).Answer,
        };

        Assert.All(answers, answer => Assert.Equal(new CommandAnswer(expected, "Why.", field), answer));
    }

    [Fact]
    public async Task Operations_Fail_TheSentenceIsTheAnswer()
    {
        await StartAsync();
        _lenses.Fault = new OperationsException("Why.");

        Assert.Equal(new CommandAnswer(CommandCode.Unavailable, "Why."), (await _sampler.Manager.OpenLens("a", Order)).Answer);
    }

    [Fact]
    public async Task SourceWithoutLenses_SaysWhatWouldHaveThem()
    {
        await StartAsync();
        _source.Lenses = null;
        var answer = (await _sampler.Manager.OpenLens("a", Order)).Answer;

        Assert.Equal(CommandCode.Unavailable, answer.Code);
        Assert.Contains("pageTable", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SessionThatDoesNotRun_HasNone()
    {
        Assert.Equal(CommandCode.NotRunning, (await _sampler.Manager.OpenLens("a", Order)).Answer.Code);
        Assert.Equal(CommandCode.NotRunning, (await _sampler.Manager.ReadLens("a", 0, 1)).Answer.Code);
    }

    // The operations of this fixture can't look at single pages, so that it samples by the plan of the kernel.
    [Fact]
    public async Task PlanOfTheKernel_IsAskedWhileItSamples_AndSaysWhatWouldHaveThem()
    {
        await StartAsync(OperationsKind.PageTable);
        var answer = (await _sampler.Manager.OpenLens("a", Order)).Answer;

        Assert.Equal(CommandCode.Unavailable, answer.Code);
        Assert.Contains("adaptive", answer.Message, StringComparison.Ordinal);
    }

    private async Task StartAsync(OperationsKind kind = OperationsKind.KernelDamon)
        => Assert.Equal(CommandCode.Ok, (await _sampler.Manager.StartSession(SamplerFixture.Order("a", 12) with { Operations = kind })).Answer.Code);
}
