namespace Damon.Server.Sessions;

/// <summary>Takes the stored sessions up before anything listens; the history is open by then.</summary>
internal sealed class SessionRestore(SessionRegistry sessions) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        sessions.Restore();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
