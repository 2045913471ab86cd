using Damon.Model.Addresses;
using Damon.Sampler.Operations.Ranges;
using Damon.Sampler.Tests.Procfs;

namespace Damon.Sampler.Tests.Operations.Ranges;

public sealed class GapFinderTests
{
    [Fact]
    public void FindRanges_Text_LeavesTheGateOut()
    {
        using var proc = new ProcRoot();
        proc.Write("9/maps", MappingTableTests.Text);
        var ranges = new AddressRange[3];
        Assert.Equal(3, new TextGapFinder(proc.Path).FindRanges(9, ranges));
        AddressRange[] expected = [new(0x55f0a0000000, 0x55f0a1021000), new(0x7f0000000000, 0x7f3000001000), new(0x7ffc00000000, 0x7ffc00036000)];
        Assert.Equal(expected, ranges);
    }

    [Fact]
    public void FindRanges_AnOrdinaryFileInsteadOfMaps_FallsBackToTheText()
    {
        using var proc = new ProcRoot();
        proc.Write("9/maps", MappingTableTests.Text);
        var ranges = new AddressRange[3];
        var finder = new MappingGapFinder(proc.Path);
        Assert.Equal(3, finder.FindRanges(9, ranges));
        Assert.Equal(0, finder.Probes);
        Assert.Equal(0x7ffc00036000UL, ranges[2].End);
    }

    [Fact]
    public void FindRanges_NoProcess_FindsNone()
    {
        using var proc = new ProcRoot();
        Assert.Equal(0, new MappingGapFinder(proc.Path).FindRanges(9, new AddressRange[3]));
        Assert.Equal(0, new TextGapFinder(proc.Path).FindRanges(9, new AddressRange[3]));
    }
}
