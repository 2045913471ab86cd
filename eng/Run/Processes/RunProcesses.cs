namespace Damon.Run.Processes;

/// <summary>The processes of one run, by part; what still runs is stopped in order at the end.</summary>
internal sealed class RunProcesses(string guard, string folder) : IAsyncDisposable
{
    private readonly Dictionary<string, GuardedProcess> _running = [];

    /// <summary>Starts <paramref name="command"/>.</summary>
    public GuardedProcess Start(GuardedCommand command) => _running[command.Part] = GuardedProcess.Start(command, guard, folder);

    /// <summary>Waits until one of them ends, and answers which.</summary>
    public async Task<GuardedProcess> WaitForEndAsync(CancellationToken cancellationToken)
    {
        var ended = await Task.WhenAny(_running.Values.Select(process => process.Completion)).WaitAsync(cancellationToken);
        return _running.Values.First(process => process.Completion == ended);
    }

    /// <summary>Stops <paramref name="part"/>, if it has been started.</summary>
    public async Task StopAsync(string part)
    {
        if (_running.Remove(part, out var process))
        {
            await process.StopAsync();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var part in Part.InOrderOfEnd)
        {
            await StopAsync(part);
        }
    }
}
