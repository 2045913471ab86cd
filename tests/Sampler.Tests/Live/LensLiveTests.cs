using System.Diagnostics;
using System.Globalization;
using Damon.Fixtures;
using Damon.Model.Addresses;
using Damon.Model.Idle;
using Damon.Model.Monitoring;
using Damon.Sampler.Monitoring.Lenses;

namespace Damon.Sampler.Tests.Live;

/// <summary>A lens over a real process, beside regions and panel.</summary>
[Collection(nameof(LiveCollection))]
public sealed class LensLiveTests
{
    private const int Stride = 7;
    private const int Once = 100_003;
    private const long UsPerSecond = 1_000_000;

    /// <summary>Pages that may wait to be sorted in on another processor, where they can't be made old.</summary>
    private const int MostUnknown = 64;

    private static readonly MonitoringAttributes Unbounded = new() { Budget = new MonitoringBudget { SamplerPercent = 0, TargetPercent = 0 } };

    [Fact]
    public async Task EveryPageOfAGiB_IsTold_AndOneTouchedLaterShows()
    {
        using var process = Workload.Run("strided", "1024", $"{Stride}", $"{Once}");
        using var live = LiveMonitoring.Start(Unbounded, process.Pid);
        await live.Next(10);
        var lens = await live.Lenses.Open(0, new AddressRange(process.Start, process.End));
        await Task.Delay(TimeSpan.FromSeconds(12), TimeProvider.System, TestContext.Current.CancellationToken);

        var before = await Settled(live);
        var sinceOpening = (before.AtUs - lens.SinceUs) / (double)UsPerSecond;
        AssertTruth(before, page => page % Stride == 0, sinceOpening);

        using (var touch = Process.Start("kill", ["-USR1", process.Pid.ToString(CultureInfo.InvariantCulture)]))
        {
            await touch.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        await Task.Delay(TimeSpan.FromSeconds(2.5), TimeProvider.System, TestContext.Current.CancellationToken);
        var after = await Settled(live);
        AssertTruth(after, page => page % Stride == 0 || page == Once, sinceOpening + 2);
        Assert.InRange(PageAge.Seconds(after.Ages[Once]), 0, 6);
    }

    [Fact]
    public async Task OfAProcessThatEnds_TheLensEnds()
    {
        using var process = Workload.Run("idle", "16");
        using var other = Workload.Run("idle", "16");
        using var live = LiveMonitoring.Start(Unbounded, process.Pid, other.Pid);
        await live.Next(10);
        await live.Lenses.Open(0, new AddressRange(process.Start, process.End));
        process.Kill();
        await live.Next(6);

        var fault = await Assert.ThrowsAsync<LensException>(() => live.Lenses.Show());
        Assert.Equal(LensProblem.NotOpen, fault.Problem);
        await live.Lenses.Open(1, new AddressRange(other.Start, other.End));
    }

    [Fact]
    public async Task ThePlanOfTheKernel_HasNoLens()
    {
        using var process = Workload.Run("idle", "16");
        using var live = LiveMonitoring.Start(new MonitoringAttributes { Plan = SamplingPlan.Kernel }, process.Pid);
        await live.Next(2);

        var fault = await Assert.ThrowsAsync<LensException>(() => live.Lenses.Open(0, new AddressRange(process.Start, process.End)));
        Assert.Equal(LensProblem.Unavailable, fault.Problem);
    }

    // What is read while a sweep goes on has pages that were made old a moment ago and not accessed yet; they are told as they were.
    private static async Task<LensAges> Settled(LiveMonitoring live) => await live.Lenses.Read(AddressRange.All);

    private static void AssertTruth(LensAges told, Predicate<int> isInUse, double idleS)
    {
        Assert.InRange(told.Ages.Count(age => age == PageAge.Unknown), 0, MostUnknown);
        Assert.DoesNotContain(PageAge.Absent, told.Ages);

        // Sweeps come a second apart, and their steps go through a GiB in a few; a busy machine is slower.
        var wrong = told.Ages.Index().Where(one => one.Item != PageAge.Unknown
            && (isInUse(one.Index) ? PageAge.Seconds(one.Item) > 6 : PageAge.Seconds(one.Item) < idleS - 7)).ToList();
        Assert.True(wrong.Count == 0, $"{wrong.Count} pages are told wrong, the first is {wrong.FirstOrDefault().Index} ({wrong.FirstOrDefault().Item}).");
    }
}
