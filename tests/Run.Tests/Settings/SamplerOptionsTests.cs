using Damon.Run.Settings;

namespace Damon.Run.Tests.Settings;

public sealed class SamplerOptionsTests
{
    [Fact]
    public void Of_Mixed_TakesThoseOfTheSamplerWithTheirValues()
        => Assert.Equal(
            ["--Damon:Sampler:MaxPercent=3", "--damon:sampler:Other", "7"],
            SamplerOptions.Of(["--Damon:Urls=http://127.0.0.1:1", "--Damon:Sampler:MaxPercent=3", "--damon:sampler:Other", "7", "--Damon:Database", "x"]));

    [Fact]
    public void Of_ValueMissing_LeavesItToTheSamplerToSaySo()
        => Assert.Equal(["--Damon:Sampler:MaxPercent"], SamplerOptions.Of(["--Damon:Sampler:MaxPercent"]));
}
