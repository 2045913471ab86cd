using System.Runtime.InteropServices;

namespace Damon.Run.Processes;

/// <summary>
/// .NET ignores the signal of a broken pipe, and programs inherit that: yes in <c>yes | head</c> would complain instead of
/// ending. With a handler in place of "ignore", ours still see an error, and what we start gets the signal as usual.
/// </summary>
internal sealed partial class BrokenPipes : IDisposable
{
    private const int SigPipe = 13;

    private readonly PosixSignalRegistration _registration;

    /// <summary>From now on.</summary>
    public BrokenPipes()
    {
        // A registration leaves alone what is ignored.
        _ = Signal(SigPipe, 0);
        _registration = PosixSignalRegistration.Create((PosixSignal)SigPipe, context => context.Cancel = true);
    }

    /// <inheritdoc/>
    public void Dispose() => _registration.Dispose();

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint Signal(int number, nint handler);
}
