using Damon.Server.History;

namespace Damon.Server.Sessions;

/// <summary>Opens the history and takes its sessions up before anything listens.</summary>
internal sealed class SessionRestore(HistoryDatabase database, SessionRegistry sessions) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        database.Prepare();
        sessions.Restore();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
