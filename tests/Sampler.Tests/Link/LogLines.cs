using Damon.Sampler.Link;
using Microsoft.Extensions.Logging;

namespace Damon.Sampler.Tests.Link;

/// <summary>The link's log, to be waited for.</summary>
internal sealed class LogLines : ILogger<ServerLink>
{
    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];
    private TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_gate)
            {
                return [.. _lines];
            }
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_gate)
        {
            _lines.Add(formatter(state, exception));
            _arrived.SetResult();
            _arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Waits until so many lines contain a text.</summary>
    public async Task Until(string text, int times = 1)
    {
        while (true)
        {
            Task next;
            lock (_gate)
            {
                if (_lines.Count(line => line.Contains(text, StringComparison.Ordinal)) >= times)
                {
                    return;
                }

                next = _arrived.Task;
            }

            await next.WaitAsync(TestContext.Current.CancellationToken);
        }
    }
}
