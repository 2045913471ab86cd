using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;

namespace Damon.Fuzz.Wire;

/// <summary>Keeps the exceptions that a server logs as errors: nobody has expected them.</summary>
internal sealed class FaultLog : ILoggerProvider
{
    /// <summary>SignalR tells here of each message that cannot be read, and closes its connection. What a hub's method throws it tells elsewhere.</summary>
    private const string Connections = "Microsoft.AspNetCore.SignalR.HubConnectionHandler";

    private readonly ConcurrentQueue<string> _faults = new();

    public ILogger CreateLogger(string categoryName) => new Entries(this, categoryName);

    public void Dispose()
    {
    }

    /// <summary>What has come since the last call.</summary>
    /// <exception cref="InvalidOperationException">Something.</exception>
    public void ThrowIfAny()
    {
        if (_faults.TryDequeue(out var fault))
        {
            _faults.Clear();
            throw new InvalidOperationException("The server logged: " + fault);
        }
    }

    private sealed class Entries(FaultLog all, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (exception is not (null or HubException) && logLevel >= LogLevel.Error && category != Connections)
            {
                all._faults.Enqueue($"{category}: {formatter(state, exception)} {exception}");
            }
        }
    }
}
