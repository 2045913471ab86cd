using Damon.Sampler.Link;
using Microsoft.Extensions.Logging;

namespace Damon.Sampler.Tests.Link;

/// <summary>The link's log, to be waited for.</summary>
internal sealed class LogLines : ILogger<ServerLink>
{
    private readonly Lock gate = new();
    private readonly List<string> lines = [];
    private TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (gate)
            {
                return [.. lines];
            }
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (gate)
        {
            lines.Add(formatter(state, exception));
            arrived.SetResult();
            arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Waits until so many lines contain a text.</summary>
    public async Task Until(string text, int times = 1)
    {
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (lines.Count(line => line.Contains(text, StringComparison.Ordinal)) >= times)
                {
                    return;
                }

                next = arrived.Task;
            }

            await next.WaitAsync(TestContext.Current.CancellationToken);
        }
    }
}
