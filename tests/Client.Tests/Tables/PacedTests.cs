using Damon.Client.Tables;
using Microsoft.Extensions.Time.Testing;

namespace Damon.Client.Tests.Tables;

public sealed class PacedTests
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    [Fact]
    public void Offer_FasterThanAllowed_ShowsTheFirstAndThenTheNewest()
    {
        var time = new FakeTimeProvider();
        var due = 0;
        using var paced = new Paced<string>(time, () => due++);

        Assert.True(paced.Offer("a", Every));
        Assert.False(paced.Offer("b", Every));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(paced.Offer("c", Every));
        Assert.Equal(("a", 0), (paced.Current, due));

        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, due);
        Assert.True(paced.Take());
        Assert.Equal("c", paced.Current);
        Assert.False(paced.Take());
    }

    [Fact]
    public void Offer_AfterARest_PassesAtOnce()
    {
        var time = new FakeTimeProvider();
        using var paced = new Paced<string>(time, () => { });
        paced.Offer("a", Every);
        time.Advance(Every);

        Assert.True(paced.Offer("b", Every));
        Assert.True(paced.Offer("c", TimeSpan.Zero));
        Assert.Equal("c", paced.Current);
    }

    [Fact]
    public void Dispose_WithAValueWaiting_IsNotDueAnyMore()
    {
        var time = new FakeTimeProvider();
        var due = 0;
        var paced = new Paced<string>(time, () => due++);
        paced.Offer("a", Every);
        paced.Offer("b", Every);

        paced.Dispose();
        time.Advance(Every);

        Assert.Equal(0, due);
    }
}
