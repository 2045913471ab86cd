using System.Globalization;
using Damon.Fixtures;
using Damon.Model.Addresses;
using Damon.Model.Monitoring;
using Damon.Sampler.Interop;
using Damon.Sampler.Monitoring;
using Damon.Sampler.Monitoring.Randomness;
using Damon.Sampler.Monitoring.Regions;

namespace Damon.Sampler.Tests.Operations.PageTable;

public sealed class HugePagesUnderMonitoringTests(PageTableFixture fixture) : IClassFixture<PageTableFixture>
{
    private const int SnapshotsOfOneMinute = 600;

    [Fact]
    public async Task Monitoring_ProcessFullOfHugePagesForAMinute_SplitsNone()
    {
        using var workload = Workload.Run("hothuge", "512", "128", "64");
        var before = HugeBytes(workload.Pid);
        Assert.SkipUnless(before >= 400L << 20, "Transparent huge pages are not to be had by madvise here.");
        using var clock = new MonotonicClock(TimeProvider.System);
        var sink = new CountingSink(SnapshotsOfOneMinute);
        var monitoring = new MonitoringThread(new Borrowed(fixture), sink, clock, new Xoshiro256(1));
        monitoring.SetTargets([PageTableFixture.Identity(workload.Pid)]);
        monitoring.SetAttributes(new MonitoringAttributes { MinRegions = 100 }, out _);
        var splits = VmStat("thp_split_page");

        monitoring.Start();
        await sink.Enough.WaitAsync(TimeSpan.FromMinutes(3), TestContext.Current.CancellationToken);
        monitoring.Stop();

        Assert.Equal(before, HugeBytes(workload.Pid));
        Assert.Equal(splits, VmStat("thp_split_page"));
        Assert.True(sink.HotBytes(workload) > 0, "the hot huge pages were not seen as hot");
    }

    private static long HugeBytes(int pid)
        => File.ReadLines($"/proc/{pid}/smaps_rollup").Where(line => line.StartsWith("AnonHugePages:", StringComparison.Ordinal))
            .Sum(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) << 10);

    private static long VmStat(string name)
        => File.ReadLines("/proc/vmstat").Where(line => line.StartsWith(name + " ", StringComparison.Ordinal))
            .Sum(line => long.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture));

    /// <summary>The fixture's operations, which outlive one monitoring.</summary>
    private sealed class Borrowed(PageTableFixture fixture) : IMonitoringOperations
    {
        public ITargetOperations Open(ProcessIdentity process) => fixture.Open(process);

        public void Dispose()
        {
        }
    }

    private sealed class CountingSink(int enough) : IMonitoringSink
    {
        private readonly TaskCompletionSource _enough = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly List<Region> _newest = [];
        private int _count;

        public Task Enough => _enough.Task;

        public ulong HotBytes(Workload workload)
            => _newest.Where(region => region.NrAccesses >= 10)
                .Select(region => new AddressRange(Math.Max(region.Start, workload.HotStart), Math.Min(region.End, workload.HotEnd)))
                .Where(part => part.Start < part.End)
                .Aggregate(0UL, (sum, part) => sum + part.Size);

        public void Publish(in SnapshotView snapshot)
        {
            _newest.Clear();
            _newest.AddRange(snapshot.Regions);
            if (++_count == enough)
            {
                _enough.SetResult();
            }
        }

        public void TargetAdded(int target, ProcessIdentity process)
        {
        }

        public void TargetRefused(ProcessIdentity process, string reason) => _enough.TrySetException(new InvalidOperationException(reason));

        public void TargetSkipped(int target)
        {
        }

        public void TargetEnded(int target, string reason) => _enough.TrySetException(new InvalidOperationException(reason));

        public void Ended(MonitoringEnd end) => _enough.TrySetException(new InvalidOperationException(end.Reason));
    }
}
