using Damon.Model.Time;

namespace Damon.Model.Tests.Time;

public sealed class ReconnectPausesTests
{
    [Fact]
    public void Next_AfterEveryFailure_DoublesUpToTheLongest()
    {
        var pauses = new ReconnectPauses(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(5));

        Assert.Equal([0.5, 1, 2, 4, 5, 5], Enumerable.Range(0, 6).Select(_ => pauses.Next().TotalSeconds));
        pauses.Reset();
        Assert.Equal(0.5, pauses.Next().TotalSeconds);
    }
}
