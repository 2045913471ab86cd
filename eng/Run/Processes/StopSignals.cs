using System.Runtime.InteropServices;

namespace Damon.Run.Processes;

/// <summary>Ctrl-C, a closing terminal and a request to end: the first stops the run, further ones are ignored.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly PosixSignalRegistration[] _registrations;
    private readonly Screen _screen;
    private int _arrived;

    /// <summary>Listens from now on. What was ignored when this process started, under nohup for example, stays ignored.</summary>
    public StopSignals(Screen screen)
    {
        _screen = screen;
        _registrations = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }
            .Select(signal => PosixSignalRegistration.Create(signal, Handle))];
    }

    /// <summary>Is cancelled by the first signal.</summary>
    public CancellationToken Token => _stopping.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Exchange(ref _arrived, 1) == 0)
        {
            _screen.Say("Stopping …");
            _stopping.Cancel();
        }
    }
}
