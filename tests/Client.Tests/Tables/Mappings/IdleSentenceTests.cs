using Damon.Client.Tables.Mappings;

namespace Damon.Client.Tests.Tables.Mappings;

public sealed class IdleSentenceTests
{
    private static readonly MappingFigure Idle = new() { MonitoredBytes = 300 << 20, Weight = 1, IdleBytes = 206 << 20 };
    private static readonly MappingFigure Busy = new() { MonitoredBytes = 300 << 20, Weight = 1 };

    [Fact]
    public void Of_Idle_SaysHowMuchAndInHowManyMappings()
    {
        Assert.Equal("412 MiB not accessed for 60 s or more, in 2 mappings", IdleSentence.Of([Idle, Busy, Idle], 60, 1e9));
        Assert.Equal("206 MiB not accessed for 5 min or more, in 1 mapping", IdleSentence.Of([Idle], 300, null));
    }

    [Theory]
    [InlineData(12.7e6, "observed for only 12 s so far: nothing can have been idle for 60 s yet")]
    [InlineData(60e6, "nothing has gone without an access for 60 s or more")]
    [InlineData(null, "nothing has gone without an access for 60 s or more")]
    public void Of_NothingIdle_SaysWhetherItCouldBe(double? observedUs, string expected) => Assert.Equal(expected, IdleSentence.Of([Busy], 60, observedUs));

    [Fact]
    public void Of_NothingObserved_DoesNotClaimToKnow()
        => Assert.Equal("nothing could be observed: whether memory is idle is not known", IdleSentence.Of([Busy with { Weight = 0, UnknownBytes = 1 }], 60, 1e9));
}
