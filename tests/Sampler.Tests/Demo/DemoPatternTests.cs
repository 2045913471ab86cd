using Damon.Sampler.Demo;

namespace Damon.Sampler.Tests.Demo;

public sealed class DemoPatternTests
{
    private readonly DemoPattern _pattern = new();

    [Fact]
    public void Areas_All_TouchWithoutHolesAndArePageAligned()
    {
        long end = 0;
        foreach (var area in _pattern.Areas)
        {
            Assert.Equal(end, area.Start);
            Assert.Equal(0, area.Size % DemoMemory.PageSize);
            end = area.End;
        }
    }

    [Theory]
    [InlineData(0, 0, 4)]
    [InlineData(3.9, 0, 4)]
    [InlineData(4, 1, 5)]
    [InlineData(31.9, 7, 3)]
    [InlineData(32, 0, 4)]
    public void HotAndWarm_AtATime_AreTheseAreas(double seconds, int hot, int warm)
    {
        Assert.Equal(hot, DemoPattern.HotAt(TimeSpan.FromSeconds(seconds)));
        Assert.Equal(warm, DemoPattern.WarmAt(TimeSpan.FromSeconds(seconds)));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(4, 14)]
    [InlineData(8, 28)]
    [InlineData(12, 14)]
    [InlineData(16, 0)]
    public void Window_AtATime_BeginsSoManyMebibytesUp(double seconds, long mebibytes)
    {
        Assert.Equal(_pattern.Window.Start + (mebibytes << 20), _pattern.WindowStartAt(TimeSpan.FromSeconds(seconds)));
    }
}
