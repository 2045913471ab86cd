namespace Damon.Sampler.Monitoring;

/// <summary>Why monitoring has ended.</summary>
/// <param name="Failed">Whether a fault ended it, and neither a request nor the targets.</param>
/// <param name="Reason">The reason as a sentence.</param>
internal sealed record MonitoringEnd(bool Failed, string Reason)
{
    /// <summary>Somebody asked for it.</summary>
    public static MonitoringEnd Asked { get; } = new(false, "Stopped as asked.");
}
