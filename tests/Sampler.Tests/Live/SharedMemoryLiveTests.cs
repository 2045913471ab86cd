using Damon.Fixtures;
using Damon.Model.Idle;
using Damon.Model.Monitoring;
using Damon.Sampler.Monitoring.Panels;

namespace Damon.Sampler.Tests.Live;

/// <summary>Memory that several real processes map, as the panel sees it.</summary>
[Collection(nameof(LiveCollection))]
public sealed class SharedMemoryLiveTests
{
    private const double Mb = 1 << 20;

    /// <summary>
    /// A kernel that watches memory itself takes the Accessed bit of a page from time to time (seen: one page of 2,048), MB.
    /// </summary>
    private const double OtherReaders = 0.05;

    // The parent has 64 MB, its children read the first 32 of them, each a part of its own and of the next.
    [Fact]
    public async Task ParentWithChildren_TakenTogether_IsWhatTheyReadOfIt()
    {
        using var parent = Workload.Run("prefork", "64", "3", "32");
        var children = parent.ReadNumbers();
        var attributes = new MonitoringAttributes { Budget = new MonitoringBudget { SamplerPercent = 0, TargetPercent = 0 } };
        using var monitoring = LiveMonitoring.Start(attributes, [parent.Pid, .. children]);

        // The panel has its size after the first moment; what came into it then is known after one more sweep of each.
        var views = await monitoring.NextIdle(moments: 3, targets: 4);

        var pieces = views.SelectMany(static view => view.Together ?? view.Pieces).ToArray();
        var (needed, idle) = (NeededFigures.Of(pieces, views.Max(static view => view.WatchedUs)), IdleFigures.Of(pieces));

        // And each child's own 4 MB; libraries and stacks are not much.
        var truth = ((parent.HotEnd - parent.HotStart) / Mb) + (3 * 4);
        Assert.InRange(needed.Bytes[1]!.Value / Mb, truth - 2 - (3 * needed.Errors[1]!.Value / Mb), truth + 4 + (3 * needed.Errors[1]!.Value / Mb));
        Assert.InRange(idle.ResidentBytes / Mb, 64 + 12 - (3 * idle.Errors.Max() / Mb), 64 + 12 + 16 + (3 * idle.Errors.Max() / Mb));
        Assert.InRange(idle.UnknownBytes / Mb, 0, 12);
        Assert.True(views.Sum(static view => IdleFigures.Of(view.Pieces).ResidentBytes) / Mb > 200);
    }

    [Fact]
    public async Task SharedMapping_IsSeenBySweeps_AndUnknownWhereTheyAreNotAllowed()
    {
        using var process = Workload.Run("sharedhot", "32", "8");
        var attributes = new MonitoringAttributes { Budget = new MonitoringBudget { SamplerPercent = 0, TargetPercent = 0 } };
        IdleFigures seen, unseen;
        using (var monitoring = LiveMonitoring.Start(attributes, process.Pid))
        {
            // With the first look it is known how much is present, and more pages are followed; the sweep after that tells of them.
            seen = Of(await monitoring.NextIdle(moments: 3, targets: 1), process);
        }

        using (var monitoring = LiveMonitoring.Start(attributes with { MaxLockMs = 0 }, process.Pid))
        {
            unseen = Of(await monitoring.NextIdle(moments: 1, targets: 1), process);
        }

        Assert.Equal(0, seen.UnknownBytes);
        Assert.Equal(8, seen.Bytes[0] / Mb, OtherReaders + (4 * seen.Errors[0] / Mb));
        Assert.Equal(24, seen.Bytes[^1] / Mb, OtherReaders + (4 * seen.Errors[0] / Mb));
        Assert.Equal(unseen.ResidentBytes, unseen.UnknownBytes);
    }

    private static IdleFigures Of(IReadOnlyList<IdleView> views, Workload process)
        => IdleFigures.Of(Assert.Single(views).Pieces.Where(piece => piece.Range.Contains(process.Start)));
}
