using System.IO.Pipelines;

namespace Damon.Server.Exports;

/// <summary>Keeps what waits to be sent small: the receiver sets the pace at which the history is read.</summary>
internal static class ExportFlow
{
    private const int MostWaiting = 65_536;

    /// <summary>To call between two snapshots.</summary>
    /// <exception cref="OperationCanceledException">The receiver is gone.</exception>
    public static async ValueTask PaceAsync(PipeWriter output, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (output.UnflushedBytes >= MostWaiting)
        {
            await output.FlushAsync(cancellation);
        }
    }
}
