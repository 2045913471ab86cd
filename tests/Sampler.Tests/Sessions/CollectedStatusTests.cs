using Damon.Sampler.Sessions;
using Microsoft.Extensions.Time.Testing;

namespace Damon.Sampler.Tests.Sessions;

public sealed class CollectedStatusTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly SemaphoreSlim _told = new(0);
    private readonly CollectedStatus _status;
    private int _count;

    public CollectedStatusTests() => _status = new CollectedStatus(
        () =>
        {
            _count++;
            _told.Release();
        },
        _time);

    public void Dispose() => _told.Dispose();

    [Fact]
    public async Task Ask_ManyTimes_TellsOnceThenAgain()
    {
        for (var i = 0; i < 500; i++)
        {
            _status.Ask();
        }

        Assert.Equal(0, _count);
        _time.Advance(TimeSpan.FromMilliseconds(100));
        await _told.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, _count);

        _status.Ask();
        _time.Advance(TimeSpan.FromMilliseconds(100));
        await _told.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, _count);
    }

    [Fact]
    public async Task Close_WithSomethingToTell_TellsNothingMore()
    {
        _status.Ask();
        _status.Close();
        _time.Advance(TimeSpan.FromSeconds(1));
        _status.Ask();
        Assert.False(await _told.WaitAsync(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken));
    }
}
