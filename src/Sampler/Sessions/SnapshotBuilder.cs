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
            Unknown = anyUnknown ? CopyUnknown(view.Regions) : null,
            SamplingIntervalUs = view.SamplingIntervalUs,
            ResidentBytes = residentBytes,
            SamplerCpuUs = samplerCpuUs,
            MissedTicks = view.MissedTicks,
        };
    }

    private static int[] CopyUnknown(ReadOnlySpan<Region> regions)
    {
        var unknown = new int[regions.Length];
        for (var i = 0; i < unknown.Length; i++)
        {
            unknown[i] = regions[i].NrUnknown;
        }

        return unknown;
    }
}
