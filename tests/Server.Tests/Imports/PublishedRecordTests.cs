using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Server.History;
using Damon.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Damon.Server.Tests.Imports;

/// <summary>damo's own test records, with the figures that damo publishes of them. They lie beside the repository, where they are at all.</summary>
public sealed class PublishedRecordTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task Import_DamonData_HasThePublishedFigures()
    {
        var (server, _) = await shared.BeginAsync();
        var session = await server.ImportAsync(await FileAsync("damon.data"));

        var sets = Sets(server, session, out var regions);
        Assert.Equal((543L, 9_773), (session.SnapshotCount, regions));
        Assert.Equal("target 18446623438842320000", Assert.Single(session.Targets).Name);
        Assert.Equal(56.797, Math.Round((session.LastUs!.Value - session.FirstUs!.Value) / 1e6, 3));
        Assert.Equal([99_979_264, 200_060_928, 206_434_304], Percentiles(sets[20..], 1, 99, 100));
        Assert.Equal(113_456_913, (long)sets[20..].Average());
        Assert.Equal([100_020_224, 100_024_320, 100_048_896], Percentiles(sets, 25, 50, 75));
        Assert.Equal(113_002_371, (long)sets.Average());
        Assert.Equal(539_809_434, session.FirstUs);
        Assert.Contains("Times count from the boot of that machine", session.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_SnapshotOfPhysicalMemory_HasThePublishedFigures()
    {
        var (server, _) = await shared.BeginAsync();
        var session = await server.ImportAsync(await FileAsync("damon.data.snapshot.nofilter"));

        var snapshot = Assert.Single((await server.SnapshotsAsync(session.Id)).Snapshots);
        Assert.Equal("physical memory", Assert.Single(session.Targets).Name);
        Assert.Equal((132, 20), (snapshot.Regions.Length, snapshot.MaxNrAccesses));
        Assert.Equal(64_282_951_680, snapshot.Regions.Sum(region => (long)region.Size));
        Assert.Equal([4_044_767_232], Sets(server, session, out _));
        Assert.Equal((5_000L, 100_000L), (session.Attributes.SamplingIntervalUs, session.Attributes.AggregationIntervalUs));

        Assert.Equal((5_715.8, 6_648.2), (Idle(snapshot.Regions, 0.5), Idle(snapshot.Regions, 0.99)));
        Assert.DoesNotContain("Times count", session.Notes, StringComparison.Ordinal);
    }

    /// <summary>Seconds as damo counts them, by bytes: an interval more than the age; what was accessed is not idle.</summary>
    private static double Idle(RegionSample[] regions, double share)
    {
        var whole = share * regions.Sum(region => (double)region.Size);
        var sum = 0.0;
        return regions.OrderBy(region => region.NrAccesses == 0 ? region.Age : -region.Age)
            .First(region => (sum += region.Size) >= whole) is var found ? Math.Round((found.Age + 1) * 0.1, 1) : 0;
    }

    private static async Task<byte[]> FileAsync(string name)
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Damon.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        var file = Path.GetFullPath(Path.Combine(folder ?? ".", "..", "shared", "records", name));
        Assert.SkipUnless(File.Exists(file), "damo's records are not beside the repository.");
        return await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
    }

    private static long[] Sets(TestServer server, SessionResource session, out int regions)
    {
        var key = server.Stored().Single(stored => stored.Id == session.Id).Key;
        var figures = server.Services.GetRequiredService<IHistoryReader>().Figures(key, 0, Model.Time.TimeRange.All).ToArray();
        regions = figures.Sum(one => one.NrRegions);
        return [.. figures.Select(one => one.WorkingSetBytes)];
    }

    /// <summary>damo's rule: the item at int(p / 100 * n), or the last.</summary>
    private static IEnumerable<long> Percentiles(long[] sizes, params int[] percents)
    {
        var sorted = sizes.Order().ToArray();
        return percents.Select(percent => sorted[Math.Min(sorted.Length - 1, percent * sorted.Length / 100)]);
    }
}
