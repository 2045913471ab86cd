using Damon.Server.Imports.Formats;

namespace Damon.Server.Imports;

/// <summary>Out of how many samples the accesses of one snapshot are.</summary>
/// <param name="Most">The largest count there can be, at least 1 and never below one that there is.</param>
/// <param name="SamplingUs">Time between two samples, microseconds, at least 1.</param>
/// <param name="IsExact">Whether percentages tell exactly how many samples of each region were observed.</param>
internal readonly record struct AccessScale(int Most, long SamplingUs, bool IsExact)
{
    /// <summary>The count of a region; where only its percentage is told, at least 1 unless that is 0.</summary>
    public int CountOf(in RecordedRegion region) => region.Samples is { } samples
        ? (int)samples
        : region.Percent is > 0 and { } percent ? Math.Max(1, (int)Math.Round(Math.Min(100, percent) / 100 * Most)) : 0;

    /// <summary>Samples of a region that were not observed: those that its percentage does not count.</summary>
    public int UnknownOf(in RecordedRegion region) => IsExact && region is { Samples: > 0 and { } count, Percent: > 0 and { } percent }
        ? Math.Max(0, Most - (int)Math.Round(count * 100.0 / percent))
        : 0;
}
