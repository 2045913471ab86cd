using System.Runtime.CompilerServices;
using System.Security.Claims;
using Damon.Contracts.Watching;
using Damon.Server.History;
using Damon.Server.Integrity;
using Damon.Server.Security.Roles;
using Damon.Server.Sessions;
using Damon.Server.Watching;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace Damon.Server.Snapshots;

/// <summary>Where browsers watch sessions.</summary>
[Authorize(RolePolicies.Viewer)]
internal sealed class MonitorHub(SessionRegistry sessions, IHistoryReader history, WatcherDirectory watchers) : Hub, IMonitorHub
{
    /// <summary>The session, its mappings and idle ages, then what happens from now on.</summary>
    public async IAsyncEnumerable<WatchEvent> Watch(string sessionId, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var entry = sessions.Find(sessionId) ?? throw new HubException($"There is no session '{sessionId}'.");
        using var place = watchers.Reserve(Context.ConnectionId)
            ?? throw new HubException($"This connection watches {WatcherDirectory.MostOfAConnection} times already; end one of them first.");
        var watcher = entry.Watch(Stored(entry), watchers.Counts);
        place.Take(sessionId, watcher);
        var user = Context.User ?? new ClaimsPrincipal();
        try
        {
            await foreach (var item in watcher.ReadAsync(cancellation))
            {
                yield return item.For(user);
            }
        }
        finally
        {
            entry.Leave(watcher);
        }
    }

    /// <summary>The caller has handled this many snapshots of its stream.</summary>
    public Task Ack(string sessionId, long count)
    {
        watchers.Acknowledge(Context.ConnectionId, sessionId, count);
        return Task.CompletedTask;
    }

    private List<WatchEvent> Stored(SessionEntry entry)
    {
        var events = new List<WatchEvent>();
        try
        {
            Add(events, entry);
        }
        catch (Exception e) when (HistoryDamagedException.Is(e))
        {
            // What comes from now on can be watched all the same.
            entry.Damage(e.Message);
        }

        return events;
    }

    private void Add(List<WatchEvent> events, SessionEntry entry)
    {
        foreach (var target in entry.Session.Targets)
        {
            if (history.Mappings(entry.Key, target.Index, long.MaxValue) is { } mappings)
            {
                events.Add(WatchEvents.Of(mappings.ToSet()));
            }

            if (history.Idle(entry.Key, target.Index, long.MaxValue) is { } idle)
            {
                events.Add(WatchEvents.Of(idle.ToMessage()));
            }
        }
    }
}
