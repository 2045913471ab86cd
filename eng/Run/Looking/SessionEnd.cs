using Damon.Run.Api;

namespace Damon.Run.Looking;

/// <summary>Ends sessions that were started for a look.</summary>
internal sealed class SessionEnd(DamonApi api, TimeProvider time)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <summary>Stops it and deletes what is recorded, as far as the server is there: the look is over whatever happens.</summary>
    public async Task DeleteAsync(string id)
    {
        await StopAsync(id);
        await TryAsync(cancel => api.DeleteAsync(id, cancel));
    }

    /// <summary>Stops it; what is recorded stays.</summary>
    public Task StopAsync(string id) => TryAsync(cancel => api.StopAsync(id, cancel));

    private async Task TryAsync(Func<CancellationToken, Task> call)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        try
        {
            await call(limit.Token);
        }
        catch (Exception failure) when (failure is ApiFailure or OperationCanceledException)
        {
            // It has ended by itself, or nobody is there to end it.
        }
    }
}
