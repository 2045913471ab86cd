using Damon.Run.Api;

namespace Damon.Run.Looking;

/// <summary>Tells a server that is restarted from one that is gone: it is asked again for a while.</summary>
internal sealed class Silence(TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private long? _since;

    /// <summary>It has answered.</summary>
    public void End() => _since = null;

    /// <summary>It has not answered.</summary>
    /// <returns>What to tell meanwhile.</returns>
    /// <exception cref="RunFailure">It has not for too long.</exception>
    public string Again(ApiFailure failure)
    {
        _since ??= time.GetTimestamp();
        return time.GetElapsedTime(_since.Value) < Patience
            ? $"The server does not answer ({failure.Message}); asking again."
            : throw new RunFailure(RunFailure.Failed, $"The server has not answered for {Patience.TotalSeconds:0} seconds ({failure.Message}).");
    }
}
