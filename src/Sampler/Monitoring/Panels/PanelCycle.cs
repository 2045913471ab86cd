namespace Damon.Sampler.Monitoring.Panels;

/// <summary>How often each page of the panel is made old anew: as often as the clears it may take allow.</summary>
internal sealed class PanelCycle
{
    /// <summary>Shortest and longest cycle, seconds.</summary>
    private const double ShortestS = 10;

    private const double LongestS = 600;

    /// <summary>A cycle changes by at most such a factor at once, so that the periods of all pages are about as long.</summary>
    private const double MostChange = 1.25;

    private const double NsPerSecond = 1e9;

    private double _seconds = ShortestS;

    /// <summary>Its length, nanoseconds.</summary>
    public long Ns => (long)(_seconds * NsPerSecond);

    /// <summary>A cycle's worth of pages has been seen.</summary>
    /// <param name="accessed">How many of the panel's pages a cycle of the present length finds accessed.</param>
    /// <param name="clearsPerSecond">Clears it may take; infinite for no bound.</param>
    /// <param name="part">The part that remains of what it would take otherwise, 0 .. 1.</param>
    public void Fit(double accessed, double clearsPerSecond, double part)
    {
        var wanted = Math.Clamp(accessed / Math.Max(clearsPerSecond, 1e-3), ShortestS / part, LongestS);
        _seconds = Math.Clamp(wanted, _seconds / MostChange, _seconds * MostChange);
    }
}
