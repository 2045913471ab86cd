using Damon.Contracts.Monitoring;
using Damon.Sampler.Monitoring;
using Damon.Sampler.Monitoring.Regions;

namespace Damon.Sampler.Sessions;

/// <summary>Turns what the core shows into the message that travels.</summary>
internal static class SnapshotBuilder
{
    /// <summary>Copies a view.</summary>
    public static Snapshot Build(in SnapshotView view, long? residentBytes, long samplerCpuUs)
    {
        var regions = new RegionSample[view.Regions.Length];
        var anyUnknown = false;
        for (var i = 0; i < regions.Length; i++)
        {
            ref readonly var region = ref view.Regions[i];
            regions[i] = new RegionSample(region.Start, region.End, region.NrAccesses, region.Age);
            anyUnknown |= region.NrUnknown > 0;
        }

        return new Snapshot
        {
            Target = view.Target,
            Seq = view.Seq,
            StartUs = view.StartUs,
            EndUs = view.EndUs,
            MaxNrAccesses = view.MaxNrAccesses,
            Regions = regions,
            Unknown = anyUnknown ? Copy(view.Regions, (in Region region) => region.NrUnknown) : null,
            SamplingIntervalUs = view.SamplingIntervalUs,
            ResidentBytes = residentBytes,
            SamplerCpuUs = samplerCpuUs,
            MissedTicks = view.MissedTicks,
            Samples = view.IsEstimated ? Copy(view.Regions, (in Region region) => region.Samples) : null,
            Touched = view.IsEstimated ? Copy(view.Regions, (in Region region) => Known(region.Touched)) : null,
            TouchedError = view.IsEstimated ? Copy(view.Regions, (in Region region) => Known(region.TouchedError)) : null,
            SinceUs = Copy(view.Regions, (in Region region) => region.SinceUs),
        };
    }

    private delegate T Part<T>(in Region region);

    private static double? Known(float share) => float.IsNaN(share) ? null : share;

    private static T[] Copy<T>(ReadOnlySpan<Region> regions, Part<T> part)
    {
        var copy = new T[regions.Length];
        for (var i = 0; i < copy.Length; i++)
        {
            copy[i] = part(regions[i]);
        }

        return copy;
    }
}
