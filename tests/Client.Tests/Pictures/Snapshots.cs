using Damon.Contracts.Monitoring;

namespace Damon.Client.Tests.Pictures;

/// <summary>Snapshots for tests.</summary>
internal static class Snapshots
{
    public const long AggregationUs = 100_000;

    public static Snapshot At(long number, params RegionSample[] regions) => new()
    {
        Seq = number,
        StartUs = number * AggregationUs,
        EndUs = (number + 1) * AggregationUs,
        MaxNrAccesses = 20,
        Regions = regions,
        SamplingIntervalUs = 5_000,
    };

    public static RegionSample Region(ulong startPage, ulong endPage, int nrAccesses, int age = 0)
        => new(startPage * 4096, endPage * 4096, nrAccesses, age);
}
