using Damon.Contracts.Watching;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Damon.Benchmarks.Crowds;

/// <summary>A page that watches a session as a browser does: it acknowledges each snapshot.</summary>
internal sealed class Viewer : IAsyncDisposable
{
    private readonly HubConnection _connection;
    private readonly string _session;
    private readonly Dictionary<int, (long First, long Last)> _seqs = [];

    public Viewer(PublishedStack stack, string session)
    {
        _session = session;
        _connection = new HubConnectionBuilder()
            .WithUrl(new Uri(stack.Address, "hubs/monitor"), static options =>
            {
                options.Transports = HttpTransportType.WebSockets;
                options.AccessTokenProvider = static () => Task.FromResult<string?>(PublishedStack.Token);
            })
            .AddMessagePackProtocol()
            .Build();
    }

    /// <summary>Snapshots received.</summary>
    public long Received { get; private set; }

    /// <summary>Snapshots that it was told it has lost.</summary>
    public long Lost { get; private set; }

    /// <summary>Snapshots missing between the first and the last one received of each target, of which nothing was told.</summary>
    public long Unaccounted => Math.Max(0, _seqs.Values.Sum(static one => one.Last - one.First + 1) - Received - Lost);

    /// <summary>Why it ended before it was told to; null when it did not.</summary>
    public string? Failure { get; private set; }

    /// <summary>Watches until told to end.</summary>
    public async Task WatchAsync(CancellationToken end)
    {
        try
        {
            await _connection.StartAsync(end);
            await foreach (var told in _connection.StreamAsync<WatchEvent>(nameof(IMonitorHub.Watch), _session, end))
            {
                await TakeAsync(told, end);
            }
        }
        catch (OperationCanceledException)
        {
            // Told to end.
        }
        catch (Exception e)
        {
            Failure = e.Message;
        }
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task TakeAsync(WatchEvent told, CancellationToken end)
    {
        // What is lost goes ahead of the next snapshot; before the first there is nothing to count from.
        Lost += _seqs.Count == 0 ? 0 : told.Lost;
        if (told.Snapshot is { } snapshot)
        {
            _seqs[snapshot.Target] = (_seqs.TryGetValue(snapshot.Target, out var known) ? known.First : snapshot.Seq, snapshot.Seq);
            Received++;
            await _connection.InvokeAsync(nameof(IMonitorHub.Ack), _session, Received, end);
        }
    }
}
