using Damon.Client.Api;

namespace Damon.Client.Idle;

/// <summary>Questions whose answer may be missing.</summary>
internal static class Asking
{
    /// <summary>The answer; null when there is none, which is noted where a developer looks.</summary>
    /// <typeparam name="T">The answer.</typeparam>
    /// <param name="ask">Asks.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<T?> TryAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancel)
        where T : class?
    {
        try
        {
            return await ask(cancel);
        }
        catch (ApiException fault)
        {
            Console.WriteLine($"What is known of idle memory could not be loaded: {fault.Problem.Message}");
            return null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
