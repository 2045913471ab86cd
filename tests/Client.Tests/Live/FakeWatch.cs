using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Damon.Client.Live;
using Damon.Contracts.Watching;

namespace Damon.Client.Tests.Live;

/// <summary>Connections that a test feeds and breaks.</summary>
internal sealed class FakeWatch : IWatchClient
{
    private readonly Channel<Channel<WatchEvent>> _connections = Channel.CreateUnbounded<Channel<WatchEvent>>();

    public List<long> Acks { get; } = [];

    /// <summary>Waits for the next connection to be opened.</summary>
    public async Task<Channel<WatchEvent>> ConnectionAsync() => await _connections.Reader.ReadAsync(TestContext.Current.CancellationToken);

    public async IAsyncEnumerable<WatchEvent> WatchAsync(string sessionId, [EnumeratorCancellation] CancellationToken cancel)
    {
        var mine = Channel.CreateUnbounded<WatchEvent>();
        _connections.Writer.TryWrite(mine);
        await foreach (var item in mine.Reader.ReadAllAsync(cancel))
        {
            yield return item;
        }
    }

    public Task AckAsync(string sessionId, long count)
    {
        Acks.Add(count);
        return Task.CompletedTask;
    }
}
