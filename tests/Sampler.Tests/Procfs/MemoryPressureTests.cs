using Damon.Sampler.Procfs;

namespace Damon.Sampler.Tests.Procfs;

public sealed class MemoryPressureTests
{
    [Theory]
    [InlineData("some avg10=1.53 avg60=0.10 avg300=0.00 total=12\nfull avg10=0.20 avg60=0.00 avg300=0.00 total=3\n", 1.53)]
    [InlineData("some avg10=100.00\n", 100)]
    public void Parse_AsTheKernelWritesIt_IsTheShareOfTenSeconds(string text, double expected) => Assert.Equal(expected, MemoryPressure.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("full avg10=1.00")]
    public void Parse_WithoutTheLine_IsUnknown(string text) => Assert.Null(MemoryPressure.Parse(text));

    [Fact]
    public void SomePercent_KernelDoesNotTell_IsUnknown() => Assert.Null(new MemoryPressure("/nowhere").SomePercent());
}
