using System.Diagnostics;

namespace Damon.EndToEnd.Tests.Machine;

/// <summary>Awaits a condition of another process, which has no event to wait for.</summary>
internal static class Wait
{
    private static readonly TimeSpan Default = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static Task UntilAsync(string what, Func<bool> condition, TimeSpan? limit = null) =>
        UntilAsync(what, () => Task.FromResult(condition()), limit);

    public static async Task UntilAsync(string what, Func<Task<bool>> condition, TimeSpan? limit = null, Func<string>? found = null)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started) > (limit ?? Default))
            {
                Assert.Fail($"Waited in vain for this: {what}. {found?.Invoke()}");
            }

            using var timer = new PeriodicTimer(Pause);
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }
}
