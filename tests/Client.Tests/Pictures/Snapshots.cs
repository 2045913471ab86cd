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

    /// <summary>Regions of two, four, two and two pages from page 16 on: touched at once, carried over at a quarter of the samples, unknown, and idle since 900,000 us before the first snapshot.</summary>
    public static Snapshot Estimated(long number) => At(number, Region(16, 18, 10, 3), Region(18, 22, 5, 20), Region(22, 24, 0, 6), Region(24, 26, 0, 9)) with
    {
        Unknown = [0, 0, 20, 0],
        Samples = [2, 0, 2, 1],
        Touched = [1, null, null, 0],
        TouchedError = [0.16, null, null, 0.12],
        SinceUs = [(number * AggregationUs) - 50_000, 0, 0, -900_000],
    };

    public static RegionSample Region(ulong startPage, ulong endPage, int nrAccesses, int age = 0)
        => new(startPage * 4096, endPage * 4096, nrAccesses, age);
}
