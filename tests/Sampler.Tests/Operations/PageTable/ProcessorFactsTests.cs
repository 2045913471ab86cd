using Damon.Sampler.Operations.PageTable;

namespace Damon.Sampler.Tests.Operations.PageTable;

public sealed class ProcessorFactsTests
{
    [Fact]
    public void Parse_FourLevels_MaskFollowsTheAddressSize()
    {
        var facts = ProcessorFacts.Parse(["flags\t\t: fpu lm", "address sizes\t: 43 bits physical, 48 bits virtual", "", "flags\t: la57"]);

        Assert.Equal(4u, facts.PageTableLevels);
        Assert.Equal(0x7fffffff000UL, facts.PhysicalMask);
    }

    [Fact]
    public void Parse_FlagLa57_MeansFiveLevels()
        => Assert.Equal(5u, ProcessorFacts.Parse(["flags : fpu la57 lm", "address sizes : 52 bits physical, 57 bits virtual"]).PageTableLevels);
}
