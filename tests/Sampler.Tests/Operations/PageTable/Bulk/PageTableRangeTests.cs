using Damon.Fixtures;
using Damon.Model.Addresses;
using Damon.Sampler.Monitoring;
using Damon.Sampler.Monitoring.Sights;
using Damon.Sampler.Tests.Live;

namespace Damon.Sampler.Tests.Operations.PageTable.Bulk;

[Collection(nameof(LiveCollection))]
public sealed class PageTableRangeTests(PageTableFixture fixture) : IClassFixture<PageTableFixture>
{
    private const ulong PageSize = 4_096;
    private const ulong BlockSize = 2UL << 20;

    [Fact]
    public void MakeOld_AllOfAProcess_TakesFewAdvices_AndHotPagesShowAgain()
    {
        using var workload = Workload.Run("strided", "256", "5", "1");
        using var range = new Ranged(fixture, workload);

        // The kernel may make a few old by itself.
        Assert.InRange(range.Look().Count(sight => sight == PageSight.Accessed), range.Pages * 9 / 10, range.Pages);
        Assert.InRange(range.MakeOld(), 1, 200);
        Assert.InRange(range.Sights.Count(sight => sight is PageSight.Stuck or PageSight.Shared), 0, 64);
        Thread.Sleep(300);
        range.Look();

        Assert.All(range.Sights.Index().Where(one => one.Index % 5 == 0), one => Assert.Equal(PageSight.Accessed, one.Item));
        Assert.InRange(range.Sights.Count(sight => sight == PageSight.Accessed), range.Pages / 5, (range.Pages / 5) + 64);

        // Every fifth page is in use: the runs go over the four between.
        Assert.InRange(range.MakeOld(), 1, 200);
    }

    [Fact]
    public void MakeOld_HugePages_SplitsNone_AlsoWhereTheyAreCut()
    {
        using var workload = Workload.Run("hothuge", "256", "64", "64");
        var before = HugeBytes(workload.Pid);
        Assert.SkipUnless(before >= 200L << 20, "Transparent huge pages are not to be had by madvise here.");
        using var range = new Ranged(fixture, workload);
        var splits = VmStat("thp_split_page");
        for (var round = 0; round < 5; round++)
        {
            range.Look();
            Assert.All(range.IsHuge, Assert.True);
            Assert.InRange(range.MakeOld(), 1, 32);
            Thread.Sleep(100);
        }

        range.Look();
        Assert.Equal((before, splits), (HugeBytes(workload.Pid), VmStat("thp_split_page")));
        var hot = new AddressRange(workload.HotStart, workload.HotEnd);
        Assert.All(range.Sights.Index(), one => Assert.Equal(
            hot.Contains(workload.Start + ((ulong)one.Index * PageSize)) ? PageSight.Accessed : PageSight.Idle, one.Item));
    }

    [Fact]
    public void MakeOld_HugePagesWithHoles_LeavesThem()
    {
        using var workload = Workload.Run("holes", "64");
        using var range = new Ranged(fixture, workload);
        range.Look();
        Assert.SkipWhen(LargeFolios.TailsOf(workload) < 10_000, "Transparent huge pages are not to be had by madvise here.");
        var (tails, splits) = (LargeFolios.TailsOf(workload), VmStat("thp_split_page"));

        Assert.Equal(0, range.MakeOld());

        Assert.Equal((tails, splits), (LargeFolios.TailsOf(workload), VmStat("thp_split_page")));
        Assert.DoesNotContain(PageSight.MadeOld, range.Sights);
        Assert.DoesNotContain(PageSight.Accessed, range.Sights);
        Assert.True(range.Sights.Count(sight => sight == PageSight.Stuck) > 10_000);
        Assert.Equal(32, range.Sights.Count(sight => sight == PageSight.Absent));
    }

    [Fact]
    public void MakeOld_FileWithLargeFolios_KeepsThemWhole()
    {
        var path = Path.Combine(AppContext.BaseDirectory, $"range-{Environment.ProcessId}.bin");
        try
        {
            File.WriteAllBytes(path, new byte[64 << 20]);
            using var workload = Workload.Run("file", path, "64");
            var before = LargeFolios.TailsOf(workload);
            Assert.SkipUnless(before > 0, "This file system gives no large folios.");
            using var range = new Ranged(fixture, workload);
            var made = 0;
            for (var round = 0; round < 5; round++)
            {
                range.Look();
                range.MakeOld();
                made = Math.Max(made, range.Sights.Count(sight => sight == PageSight.MadeOld));
                Thread.Sleep(100);
            }

            Assert.Equal(before, LargeFolios.TailsOf(workload));
            Assert.InRange(made, range.Pages * 3 / 4, range.Pages);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("locked", PageSight.Stuck)]
    [InlineData("shared", PageSight.Shared)]
    [InlineData("sharedquiet", PageSight.Shared)]
    [InlineData("sharedalone", PageSight.MadeOld)]
    public void MakeOld_OfEveryKindOfMemory_SaysWhatCameOfIt(string kind, PageSight expected)
    {
        using var workload = Workload.Run(kind, "8");
        using var range = new Ranged(fixture, workload);
        range.Look();
        range.MakeOld();

        Assert.InRange(range.Sights.Count(sight => sight == expected), range.Pages * 9 / 10, range.Pages);
    }

    [Fact]
    public void MakeOld_WhatIsMappedNowhere_IsLeft()
    {
        using var workload = Workload.Run("idle", "8");
        using var range = new Ranged(fixture, workload, blocksMore: 4);
        range.Look();
        Assert.All(range.Sights[2_048..], sight => Assert.Equal(PageSight.Absent, sight));

        range.Areas.Clear();
        Assert.Equal(0, range.MakeOld());
        Assert.All(range.Sights[..2_048], sight => Assert.Equal(PageSight.Stuck, sight));
    }

    [Fact]
    public void Look_InTheKernelsHalf_SeesNothing()
    {
        using var workload = Workload.Run("idle", "8");
        using var target = fixture.Open(workload.Pid);
        var (sights, isHuge) = (new PageSight[1_024], new bool[2]);
        sights.AsSpan().Fill(PageSight.Accessed);

        Assert.True(target.Ranges!.Look(new AddressRange((1UL << 56) - BlockSize, (1UL << 56) + BlockSize), sights, isHuge));
        Assert.All(sights, sight => Assert.Equal(PageSight.Absent, sight));
    }

    [Fact]
    public void Look_ProcessGone_SaysSo()
    {
        using var workload = Workload.Run("idle", "8");
        using var range = new Ranged(fixture, workload);
        range.Look();
        workload.Kill();

        Assert.False(range.TryLook());
        Assert.Equal(0, range.MakeOld());
    }

    private static long HugeBytes(int pid)
        => File.ReadLines($"/proc/{pid}/smaps_rollup").Where(line => line.StartsWith("AnonHugePages:", StringComparison.Ordinal))
            .Sum(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture) << 10);

    private static long VmStat(string name)
        => File.ReadLines("/proc/vmstat").Where(line => line.StartsWith(name + " ", StringComparison.Ordinal))
            .Sum(line => long.Parse(line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>All memory of a workload that is known, followed page by page.</summary>
    private sealed class Ranged : IDisposable
    {
        private readonly ITargetOperations _target;
        private readonly AddressRange _range;

        public Ranged(PageTableFixture fixture, Workload workload, int blocksMore = 0)
        {
            _target = fixture.Open(workload.Pid);
            _range = new AddressRange(workload.Start, workload.End + ((ulong)blocksMore * BlockSize));
            (Sights, IsHuge) = (new PageSight[Pages], new bool[_range.Size / BlockSize]);
            _target.Pages!.ReadAreas(Areas);
        }

        public int Pages => (int)(_range.Size / PageSize);

        public PageSight[] Sights { get; }

        public bool[] IsHuge { get; }

        public List<MonitoredArea> Areas { get; } = [];

        public bool TryLook() => _target.Ranges!.Look(_range, Sights, IsHuge);

        public PageSight[] Look()
        {
            Assert.True(TryLook());
            return Sights;
        }

        public int MakeOld()
        {
            var (advices, blocks) = (0, _target.Ranges!.MostBlocks);
            for (var first = 0; first < IsHuge.Length; first += blocks)
            {
                var count = Math.Min(blocks, IsHuge.Length - first);
                var part = new AddressRange(_range.Start + ((ulong)first * BlockSize), _range.Start + ((ulong)(first + count) * BlockSize));
                advices += _target.Ranges.MakeOld(part, Areas, Sights.AsSpan(first * 512, count * 512));
            }

            return advices;
        }

        public void Dispose() => _target.Dispose();
    }
}
