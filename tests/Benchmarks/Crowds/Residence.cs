using System.Diagnostics;

namespace Damon.Benchmarks.Crowds;

/// <summary>Watches the resident size of a process.</summary>
/// <param name="process">The process.</param>
internal sealed class Residence(Process process)
{
    private const double Mib = 1 << 20;
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(200);

    /// <summary>The largest that was seen, MiB.</summary>
    public double Peak { get; private set; }

    /// <summary>What it is now, MiB.</summary>
    public double Now()
    {
        process.Refresh();
        return process.WorkingSet64 / Mib;
    }

    /// <summary>Looks until told to end.</summary>
    public async Task WatchAsync(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            Peak = Math.Max(Peak, Now());
            await Task.Delay(Every, CancellationToken.None);
        }
    }
}
