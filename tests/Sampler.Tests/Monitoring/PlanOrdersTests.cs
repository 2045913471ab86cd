using Damon.Sampler.Monitoring;

namespace Damon.Sampler.Tests.Monitoring;

public sealed class PlanOrdersTests
{
    private readonly PlanOrders _orders = new();

    [Fact]
    public async Task Orders_AreCarriedOutInTurn_AndAnswered()
    {
        var done = new List<int>();
        var first = _orders.Add(_ => Do(1));
        var second = _orders.Add(_ => Do(2));
        Assert.False(first.IsCompleted);

        _orders.Carry(null!);

        Assert.Equal((1, 2), (await first, await second));
        Assert.Equal([1, 2], done);

        int Do(int number)
        {
            done.Add(number);
            return number;
        }
    }

    [Fact]
    public async Task OrderThatFails_IsAnsweredByItsFault_AndTheOthersGoOn()
    {
        var first = _orders.Add<int>(_ => throw new InvalidOperationException("Why."));
        var second = _orders.Add(_ => 2);

        _orders.Carry(null!);

        Assert.Equal("Why.", (await Assert.ThrowsAsync<InvalidOperationException>(() => first)).Message);
        Assert.Equal(2, await second);
    }

    [Fact]
    public async Task Orders_AfterTheEnd_AreCancelled()
    {
        var before = _orders.Add(_ => 1);
        _orders.End();
        var after = _orders.Add(_ => 2);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => before);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => after);
    }
}
