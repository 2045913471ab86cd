using Damon.Contracts.Watching;
using Damon.Model.Time;

namespace Damon.Client.Live;

/// <summary>Watches a session until it has ended, however often the connection breaks.</summary>
/// <param name="client">Opens connections.</param>
/// <param name="time">Waits between two tries.</param>
public sealed class LiveFeed(IWatchClient client, TimeProvider time)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private long _handled;

    /// <summary>Whether events arrive.</summary>
    public ConnectionState State { get; private set; } = ConnectionState.Connecting;

    /// <summary>Hands every event to <paramref name="handle"/>, one after the other, and acknowledges snapshots when it is done with them.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="handle">Takes an event.</param>
    /// <param name="stateChanged">Called when <see cref="State"/> has changed.</param>
    /// <param name="beforeRetry">Called before every further try; what it throws ends the watch.</param>
    /// <param name="cancel">Ends the watch.</param>
    public async Task RunAsync(
        string sessionId, Action<WatchEvent> handle, Action stateChanged, Func<Task> beforeRetry, CancellationToken cancel)
    {
        var pauses = new ReconnectPauses(FirstWait, LongestWait);
        var again = false;
        while (true)
        {
            if (again)
            {
                await Task.Delay(pauses.Next(), time, cancel);
                await beforeRetry();
            }

            try
            {
                _handled = 0;
                await foreach (var item in client.WatchAsync(sessionId, cancel))
                {
                    pauses.Reset();
                    Set(ConnectionState.Connected, stateChanged);
                    handle(item);
                    if (item.Kind == WatchEventKind.Snapshot)
                    {
                        await client.AckAsync(sessionId, ++_handled);
                    }
                }

                Set(ConnectionState.None, stateChanged);
                return;
            }
            catch (Exception fault) when (!cancel.IsCancellationRequested && fault is not OutOfMemoryException)
            {
                Set(ConnectionState.Lost, stateChanged);
                again = true;
            }
        }
    }

    private void Set(ConnectionState state, Action changed)
    {
        if (State != state)
        {
            State = state;
            changed();
        }
    }
}
