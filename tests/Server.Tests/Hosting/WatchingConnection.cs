using Damon.Contracts.Watching;
using Microsoft.AspNetCore.SignalR.Client;

namespace Damon.Server.Tests.Hosting;

/// <summary>What a browser does first.</summary>
internal static class WatchingConnection
{
    /// <summary>Connects, and watches a session.</summary>
    public static async Task<IAsyncEnumerator<WatchEvent>> WatchAsync(this HubConnection monitor, string session)
    {
        var cancel = TestContext.Current.CancellationToken;
        await monitor.StartAsync(cancel);
        return monitor.StreamAsync<WatchEvent>(nameof(IMonitorHub.Watch), session, cancel).GetAsyncEnumerator(cancel);
    }
}
