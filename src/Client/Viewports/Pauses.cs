namespace Damon.Client.Viewports;

/// <summary>Waiting that may be cut short.</summary>
internal static class Pauses
{
    /// <summary>Waits.</summary>
    /// <returns>Whether the time has passed; false when it was cancelled, which is no fault.</returns>
    public static async Task<bool> PauseAsync(this TimeProvider time, TimeSpan pause, CancellationToken cancel)
    {
        await Task.Delay(pause, time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        return !cancel.IsCancellationRequested;
    }
}
