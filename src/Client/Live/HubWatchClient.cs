using System.Runtime.CompilerServices;
using Damon.Contracts.Watching;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.SignalR.Client;

namespace Damon.Client.Live;

/// <summary>Watches through <c>/hubs/monitor</c>, one connection at a time.</summary>
/// <param name="navigation">Tells the server's address.</param>
public sealed class HubWatchClient(NavigationManager navigation) : IWatchClient
{
    private HubConnection? _connection;

    /// <inheritdoc/>
    public async IAsyncEnumerable<WatchEvent> WatchAsync(string sessionId, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var opened = new HubConnectionBuilder()
            .WithUrl(navigation.ToAbsoluteUri("hubs/monitor"))
            .AddMessagePackProtocol()
            .Build();
        await opened.StartAsync(cancel);
        _connection = opened;
        try
        {
            await foreach (var item in opened.StreamAsync<WatchEvent>(nameof(IMonitorHub.Watch), sessionId, cancel))
            {
                yield return item;
            }
        }
        finally
        {
            _connection = null;
        }
    }

    /// <inheritdoc/>
    public async Task AckAsync(string sessionId, long count)
    {
        try
        {
            if (_connection is { State: HubConnectionState.Connected } open)
            {
                await open.SendAsync(nameof(IMonitorHub.Ack), sessionId, count);
            }
        }
        catch (Exception fault) when (fault is InvalidOperationException or OperationCanceledException or IOException)
        {
            // The connection is going down; the stream ends with the reason.
        }
    }
}
