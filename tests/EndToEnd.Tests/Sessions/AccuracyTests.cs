using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.EndToEnd.Tests.Stack;

namespace Damon.EndToEnd.Tests.Sessions;

[Collection(Lanes.Alone)]
public sealed class AccuracyTests
{
    private const int Hot = 10;

    [Fact]
    public async Task HotQuarter_After3Seconds_IsWhereTheHotRegionsAre()
    {
        await using var stack = await DamonStack.StartAsync();
        using var workload = Workload.Run("hot", "256", "64", "64");
        Assert.Equal(64ul << 20, workload.HotEnd - workload.HotStart);
        var session = await stack.Api.StartAsync(workload.Pid, new AttributesRequest { MinRegions = 100 });

        await stack.Api.WaitForSnapshotsAsync(session.Id, 31);
        await stack.Api.StopAsync(session.Id);

        var snapshots = await stack.Api.SnapshotsAsync(session.Id);
        var hot = snapshots[30].Regions.Where(region => region.NrAccesses >= Hot).ToArray();
        var inQuarter = hot.Sum(region => Overlap(region, workload));
        var precision = inQuarter / hot.Sum(region => (double)region.Size);
        var recall = inQuarter / (workload.HotEnd - workload.HotStart);
        Assert.True(precision > 0.9, $"{precision:P1} of the bytes in hot regions are hot.");
        Assert.True(recall > 0.9, $"{recall:P1} of the hot bytes are in hot regions.");
    }

    private static double Overlap(RegionSample region, Workload workload)
    {
        var start = Math.Max(region.Start, workload.HotStart);
        var end = Math.Min(region.End, workload.HotEnd);
        return end > start ? end - start : 0;
    }
}
