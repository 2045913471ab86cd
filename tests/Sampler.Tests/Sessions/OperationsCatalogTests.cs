using Damon.Contracts.Link;
using Damon.Model.Monitoring;
using Damon.Sampler.Sessions;

namespace Damon.Sampler.Tests.Sessions;

public sealed class OperationsCatalogTests
{
    private readonly FakeProvider _pageTable = new();
    private readonly FakeProvider _pageIdle = new(OperationsKind.PageIdle);

    [Fact]
    public void Describe_OneBuilt_ListsEveryKindOfTheContract()
    {
        OperationsFacts[] expected =
        [
            new(OperationsKind.KernelDamon, "This version of Damon does not have kernel DAMON operations yet."),
            new(OperationsKind.PageIdle, "This version of Damon does not have page-idle operations yet."),
            new(OperationsKind.PageTable, null),
            new(OperationsKind.Referenced, "This version of Damon does not have referenced operations yet."),
        ];
        Assert.Equal(expected, new OperationsCatalog([_pageTable]).Describe());
    }

    [Theory]
    [InlineData(OperationsKind.PageIdle, "The operations pageIdle are not built yet. Give auto or pageTable.")]
    [InlineData(OperationsKind.KernelDamon, "The operations kernelDamon are not built yet. Give auto or pageTable.")]
    public void Choose_NotBuilt_SaysWhatToGive(OperationsKind kind, string sentence)
        => Assert.Equal((null, new CommandAnswer(CommandCode.NotImplemented, sentence, "operations")), new OperationsCatalog([_pageTable]).Choose(kind));

    [Fact]
    public void Choose_NotBuiltBesideTwo_NamesBoth()
        => Assert.Equal(
            "The operations referenced are not built yet. Give auto, pageIdle or pageTable.",
            new OperationsCatalog([_pageTable, _pageIdle]).Choose(OperationsKind.Referenced).Refusal.Message);

    [Fact]
    public void Choose_Auto_TakesTheFirstThatWorksInWhateverOrderTheyCome()
    {
        var catalog = new OperationsCatalog([_pageTable, _pageIdle]);
        Assert.Same(_pageIdle, catalog.Choose(OperationsKind.Auto).Provider);
        _pageIdle.Obstacle = "No page_idle.";
        Assert.Same(_pageTable, catalog.Choose(OperationsKind.Auto).Provider);
        Assert.Equal(
            new CommandAnswer(CommandCode.Unavailable, "The operations are not available on the sampler's host. PageIdle: No page_idle.", "operations"),
            catalog.Choose(OperationsKind.PageIdle).Refusal);
    }

    [Fact]
    public void Choose_AutoAndNoneWorks_GivesAllReasons()
    {
        _pageTable.Obstacle = "There is no BTF.";
        _pageIdle.Obstacle = "No page_idle.";
        var (provider, refusal) = new OperationsCatalog([_pageTable, _pageIdle]).Choose(OperationsKind.Auto);
        Assert.Null(provider);
        Assert.Equal(
            new CommandAnswer(
                CommandCode.Unavailable,
                "The operations are not available on the sampler's host. "
                + "KernelDamon: This version of Damon does not have kernel DAMON operations yet. PageIdle: No page_idle. PageTable: There is no BTF. "
                + "Referenced: This version of Damon does not have referenced operations yet.",
                "operations"),
            refusal);
    }
}
