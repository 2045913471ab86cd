using Damon.Run.Api;

namespace Damon.Run.Launching;

/// <summary>Waits for a part of the run until the server's answers say that it works.</summary>
internal sealed class Readiness(Func<CancellationToken, Task<HealthAnswer?>> ask, TimeProvider time)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits until an answer <paramref name="isReady"/>.</summary>
    /// <exception cref="RunFailure">The part does not run any more, or is not ready after a minute.</exception>
    public async Task WaitAsync(string part, Func<bool> runs, Func<HealthAnswer, bool> isReady, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (runs() && time.GetElapsedTime(start) < Limit)
        {
            if (await ask(cancellationToken) is { } answer && isReady(answer))
            {
                return;
            }

            await Task.Delay(Pause, time, cancellationToken);
        }

        var sentence = runs() ? $"The {part} is not ready after a minute." : $"The {part} ended before it was ready.";
        throw new RunFailure(RunFailure.Failed, sentence, part);
    }
}
