using System.Net.Sockets;
using Damon.Contracts.Groups;
using Damon.Contracts.Link;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Model.Time;
using Damon.Sampler.Operations.Costs;
using Damon.Sampler.Sessions;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Damon.Sampler.Link;

/// <summary>
/// The connection to the server: takes its orders and pushes what sessions find. Sampling does not depend on it: while
/// the server is away the outbox fills, and the connection is tried again for ever.
/// </summary>
internal sealed class ServerLink(
    string socketPath,
    SamplerIdentity identity,
    SessionManager manager,
    OperationsCatalog operations,
    HostCosts costs,
    Outbox outbox,
    Attention attention,
    TimeProvider time,
    ILogger<ServerLink> log) : BackgroundService
{
    /// <summary>Snapshots pushed together with another: those of one moment, of a session of hundreds of targets in a few parts.</summary>
    private const int MostFollowing = 255;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    /// <summary>How long the end waits for the last pushes to be taken over.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LossesInterval = TimeSpan.FromSeconds(10);

    private volatile TaskCompletionSource _disconnected = Disconnected();
    private SamplerCost? _costTold;
    private bool _away;
    private long _lossesTold;
    private long _lossesToldAt;

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        var ids = manager.Running;
        var delivered = EndAllAsync(ids);
        await Task.WhenAny(delivered, Task.Delay(Farewell, time, cancellationToken));
        await base.StopAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Looking for available operations can take a moment and must not hold up the host's start.
        await Task.Yield();
        await using var connection = UnixSocketHub.Build(socketPath);
        TakeOrders(connection);
        var pauses = new ReconnectPauses(FirstPause, LongestPause);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await connection.StartAsync(stoppingToken);
                if (await GreetAsync(connection, stoppingToken))
                {
                    pauses.Reset();
                    await PushAsync(connection, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception fault)
            {
                TellAway(ReasonOf(fault.GetBaseException()));
            }

            await connection.StopAsync(CancellationToken.None);
            await Task.Delay(pauses.Next(), time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task EndAllAsync(string[] ids)
    {
        await manager.EndAllAsync("The sampler was stopped.");
        var last = Task.WhenAll(ids.Select(id => outbox.WhenDelivered(id, CancellationToken.None)));
        await Task.WhenAny(last, _disconnected.Task);
    }

    private void TakeOrders(HubConnection connection)
    {
        connection.On<ProcessQuery, ProcessResource[]>(nameof(ISamplerClient.ListProcesses), query => Noted(manager.ListProcesses(query)));
        connection.On<GroupQuery, GroupResource[]>(nameof(ISamplerClient.ListGroups), query => Noted(manager.ListGroups(query)));
        connection.On<StartSession, StartAnswer>(nameof(ISamplerClient.StartSession), start => Noted(manager.StartSession(start)));
        connection.On<string, CommandAnswer>(nameof(ISamplerClient.StopSession), id => Noted(manager.StopSession(id)));
        connection.On<string, AttributesMessage, CommandAnswer>(nameof(ISamplerClient.UpdateAttributes), (id, attributes) => Noted(manager.UpdateAttributes(id, attributes)));
        connection.On(nameof(ISamplerClient.MeasureCost), () => Noted(manager.MeasureCost()));
        connection.On<string, LensOrder, LensAnswer>(nameof(ISamplerClient.OpenLens), (id, order) => Noted(manager.OpenLens(id, order)));
        connection.On<string, LensAnswer>(nameof(ISamplerClient.ShowLens), id => Noted(manager.ShowLens(id)));
        connection.On<string, LensAnswer>(nameof(ISamplerClient.CloseLens), id => Noted(manager.CloseLens(id)));
        connection.On<string, ulong, ulong, LensPages>(nameof(ISamplerClient.ReadLens), (id, start, end) => Noted(manager.ReadLens(id, start, end)));
        connection.On<string, LimitReadings>(nameof(ISamplerClient.ReadLimits), id => Noted(manager.ReadLimits(id)));
    }

    private T Noted<T>(T answer)
    {
        attention.Note();
        return answer;
    }

    private async Task<bool> GreetAsync(HubConnection connection, CancellationToken cancel)
    {
        var hello = new SamplerHello
        {
            LinkVersion = ISamplerHub.LinkVersion,
            SamplerId = identity.Id,
            Host = identity.Host,
            Kernel = identity.Kernel,
            Operations = Array.ConvertAll(operations.Describe(), Messages.Of),
            // One that ended while the server was away still has its end to tell.
            RunningSessions = [.. manager.Running.Union(outbox.WaitingSessions)],
            Cost = _costTold = costs.Current,
        };
        var welcome = await connection.InvokeAsync<SamplerWelcome>(nameof(ISamplerHub.Hello), hello, cancel);
        if (!welcome.Accepted)
        {
            TellAway($"It does not accept this sampler: {welcome.Problem}");
            return false;
        }

        foreach (var unknown in welcome.UnknownSessions)
        {
            log.LogWarning("Session {Session} is ended: the server does not know it any more.", unknown);
            await manager.AbandonAsync(unknown);
        }

        log.LogInformation("Connected to the server at {Socket}; {Waiting} snapshot(s) waited for it.", socketPath, outbox.WaitingSnapshots);
        _away = false;
        _lossesToldAt = 0;
        TellLosses();
        return true;
    }

    /// <summary>Pushes until the connection ends, which throws.</summary>
    private async Task PushAsync(HubConnection connection, CancellationToken cancel)
    {
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _disconnected = over;
        using var closed = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        Task OnClosed(Exception? fault) => closed.CancelAsync();
        connection.Closed += OnClosed;
        var tellingCosts = TellCostsAsync(connection, closed.Token);
        try
        {
            var following = MostFollowing;
            while (connection.State == HubConnectionState.Connected)
            {
                var item = await outbox.TakeAsync(closed.Token);
                var others = outbox.TakeFollowing(following);
                try
                {
                    await PushAsync(connection, item, others, cancel);
                }
                catch (HubException) when (others.Count > 0)
                {
                    // One of them was refused; which one shows when they go one by one.
                    outbox.Retry();
                    following = 0;
                    continue;
                }
                catch (HubException refusal)
                {
                    outbox.Reject();
                    log.LogError("The server refused a push of session {Session}: {Message}", item.SessionId, refusal.Message);
                    continue;
                }
                catch
                {
                    outbox.Retry();
                    throw;
                }

                outbox.Accept();
                attention.Note();
                following = MostFollowing;
                TellLosses();
            }
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // The connection ended while there was nothing to push.
        }
        finally
        {
            connection.Closed -= OnClosed;
            over.SetResult();
            await closed.CancelAsync();
            await tellingCosts;
        }

        TellAway("The connection ended.");
    }

    private static Task PushAsync(HubConnection connection, OutboxItem item, IReadOnlyList<OutboxItem> others, CancellationToken cancel) => item switch
    {
        { Snapshot: not null } when others.Count > 0 => connection.InvokeAsync(
            nameof(ISamplerHub.PushSnapshots),
            others.Prepend(item).Select(one => new SnapshotPush(one.SessionId, one.Snapshot!)).ToArray(),
            cancel),
        { Snapshot: { } snapshot } => connection.InvokeAsync(nameof(ISamplerHub.PushSnapshot), item.SessionId, snapshot, cancel),
        { Mappings: { } mappings } => connection.InvokeAsync(nameof(ISamplerHub.PushMappings), item.SessionId, mappings, cancel),
        { Idle: { } idle } => connection.InvokeAsync(nameof(ISamplerHub.PushIdle), item.SessionId, idle, cancel),
        { Status: { } status } => connection.InvokeAsync(nameof(ISamplerHub.PushStatus), status, cancel),
        _ => Task.CompletedTask,
    };

    /// <summary>Tells the host's costs whenever they are other than the server knows, until the connection ends.</summary>
    private async Task TellCostsAsync(HubConnection connection, CancellationToken closed)
    {
        try
        {
            while (true)
            {
                var changed = costs.Changed;
                if (costs.Current is { } cost && cost != _costTold)
                {
                    _costTold = cost;
                    await connection.InvokeAsync(nameof(ISamplerHub.PushCost), cost, closed);
                }

                await changed.WaitAsync(closed);
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or InvalidOperationException or IOException or HubException)
        {
            // The next hello tells them.
            if (!closed.IsCancellationRequested)
            {
                log.LogWarning("The server was not told what monitoring costs on this host: {Message}", fault.Message);
            }
        }
    }

    private static string ReasonOf(Exception fault) => fault is SocketException { SocketErrorCode: SocketError.AccessDenied }
        ? $"This user may not open the socket ({fault.Message}). Give the server's user and group as Damon:Sampler:User=UID:GID, or this user's to the socket's folder."
        : fault.Message;

    private void TellAway(string reason)
    {
        if (!_away)
        {
            _away = true;
            log.LogWarning("The server at {Socket} is away, sampling goes on and the connection is tried again: {Reason}", socketPath, reason);
        }
    }

    private void TellLosses()
    {
        var lost = outbox.LostSnapshots;
        if (lost > _lossesTold && (_lossesToldAt == 0 || time.GetElapsedTime(_lossesToldAt) > LossesInterval))
        {
            _lossesToldAt = time.GetTimestamp();
            log.LogWarning("{Count} snapshot(s) were lost because the server was away or too slow.", lost - _lossesTold);
            _lossesTold = lost;
        }
    }

    private static TaskCompletionSource Disconnected()
    {
        var source = new TaskCompletionSource();
        source.SetResult();
        return source;
    }
}
