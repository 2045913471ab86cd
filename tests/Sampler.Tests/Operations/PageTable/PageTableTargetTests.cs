using Damon.Fixtures;
using Damon.Sampler.Monitoring;

namespace Damon.Sampler.Tests.Operations.PageTable;

public sealed class PageTableTargetTests(PageTableFixture fixture) : IClassFixture<PageTableFixture>
{
    private const ulong PageSize = 4096;

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(64)]
    public void Tick_HotSetOfAFewPages_EveryOneOfTwentyTicksSeesIt(int pages)
    {
        using var workload = Workload.Run("pages", "64", $"{pages}");
        using var target = fixture.Open(workload.Pid);
        var random = new Random(7);
        var answers = new AccessAnswer[1];
        var accessed = 0;

        target.Tick([], [PageIn(workload, pages, random)]);
        for (var tick = 0; tick < 20; tick++)
        {
            WaitUntilItRan(workload.Pid);
            target.Tick(answers, [PageIn(workload, pages, random)]);
            accessed += answers[0] == AccessAnswer.Accessed ? 1 : 0;
        }

        Assert.Equal(20, accessed);
    }

    [Fact]
    public void Tick_HotQuarter_FindsExactlyThePagesOfTheQuarter()
    {
        using var workload = Workload.Run("hot", "256", "64", "64");
        using var target = fixture.Open(workload.Pid);
        var addresses = Enumerable.Range(0, 1000).Select(i => workload.Start + (ulong)i * 65 * PageSize).Where(a => a < workload.End).ToArray();
        var answers = new AccessAnswer[addresses.Length];
        target.Tick([], addresses);
        // Several rounds over the whole quarter.
        for (var tick = 0; tick < 20; tick++)
        {
            WaitUntilItRan(workload.Pid);
        }

        target.Tick(answers, []);

        var expected = addresses.Select(a => a >= workload.HotStart && a < workload.HotEnd ? AccessAnswer.Accessed : AccessAnswer.NotAccessed);
        Assert.Equal(expected, answers);
    }

    [Fact]
    public void Tick_MemoryFullOfHugePages_SplitsNone()
    {
        using var workload = Workload.Run("hothuge", "256", "64", "64");
        var before = HugePages(workload.Pid);
        Assert.SkipUnless(before >= 200 << 20, "Transparent huge pages are not to be had by madvise here.");
        using var target = fixture.Open(workload.Pid);
        var splits = VmStat("thp_split_page");
        var (hot, cold) = SampleAllOver(workload, target, ticks: 100);

        Assert.Equal(before, HugePages(workload.Pid));
        Assert.Equal(splits, VmStat("thp_split_page"));
        Assert.True(hot.Accessed > hot.Total * 9 / 10, $"{hot} in the hot part");
        Assert.True(cold.Accessed == 0, $"{cold} in the cold part");
    }

    [Fact]
    public void Tick_FileMappingWithLargeFolios_KeepsThemWhole()
    {
        var path = Path.Combine(AppContext.BaseDirectory, $"folios-{Environment.ProcessId}.bin");
        try
        {
            File.WriteAllBytes(path, new byte[64 << 20]);
            using var workload = Workload.Run("file", path, "64");
            var before = LargeFolios.TailsOf(workload);
            Assert.SkipUnless(before > 0, "This file system gives no large folios.");
            using var target = fixture.Open(workload.Pid);

            var (all, _) = SampleAllOver(workload, target, ticks: 50);

            Assert.Equal(before, LargeFolios.TailsOf(workload));
            Assert.True(all.Unknown < all.Total / 10, $"{all}: most of the file should be observable");
            Assert.True(all.Accessed > all.Total / 2, $"{all}");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("locked")]
    [InlineData("shared")]
    public void Tick_PagesThatCannotBeMadeOld_AreUnknown(string kind)
    {
        using var workload = Workload.Run(kind, "8");
        using var target = fixture.Open(workload.Pid);
        var addresses = Enumerable.Range(0, 100).Select(i => workload.Start + (ulong)i * 20 * PageSize).ToArray();
        var answers = new AccessAnswer[addresses.Length];

        target.Tick([], addresses);
        WaitOneSamplingInterval();
        target.Tick(answers, addresses);

        Assert.All(answers, answer => Assert.Equal(AccessAnswer.Unknown, answer));
    }

    [Fact]
    public void Tick_LockedMemoryBesideHotMemory_DoesNotHideIt()
    {
        using var locked = Workload.Run("locked", "8");
        using var target = fixture.Open(locked.Pid);
        // The stack and the locked memory in one call: the refusal of one must not blind the other for long.
        var stack = StackPage(locked.Pid);
        LetItBeSortedIn(target, stack);
        var answers = new AccessAnswer[2];
        var known = 0;
        target.Tick([], [locked.Start, stack]);
        for (var tick = 0; tick < 10; tick++)
        {
            WaitOneSamplingInterval();
            target.Tick(answers, [locked.Start, stack]);
            known += answers[1] == AccessAnswer.Unknown ? 0 : 1;
        }

        Assert.True(known >= 8, $"the stack was known in {known} of 10 ticks");
    }

    [Fact]
    public void Tick_UnmappedAddresses_AreNotAccessed()
    {
        using var workload = Workload.Run("idle", "4");
        using var target = fixture.Open(workload.Pid);
        var answers = new AccessAnswer[2];

        target.Tick([], [0x10000, workload.End + (1UL << 30)]);
        target.Tick(answers, []);

        Assert.Equal([AccessAnswer.NotAccessed, AccessAnswer.NotAccessed], answers);
    }

    [Fact]
    public void Tick_TargetKilled_BecomesInvalidAndUnknown()
    {
        using var workload = Workload.Run("idle", "4");
        using var target = fixture.Open(workload.Pid);
        var answers = new AccessAnswer[1];
        target.Tick([], [workload.Start]);

        workload.Kill();
        target.Tick(answers, [workload.Start]);

        Assert.False(target.IsValid);
        Assert.Equal(AccessAnswer.Unknown, answers[0]);
    }

    [Fact]
    public void Open_PidOfAnotherStartTime_IsNoSuchProcess()
    {
        using var workload = Workload.Run("idle", "4");
        var identity = PageTableFixture.Identity(workload.Pid);
        var exception = Assert.Throws<OperationsException>(() => fixture.Open(identity with { StartTicks = identity.StartTicks + 1 }));

        Assert.Equal(OperationsProblem.NoSuchProcess, exception.Problem);
    }

    [Fact]
    public void Tick_ThousandRegions_AllocatesNothing()
    {
        using var workload = Workload.Run("hot", "64", "0", "16");
        using var target = fixture.Open(workload.Pid);
        var addresses = Enumerable.Range(0, 1000).Select(i => workload.Start + (ulong)i * 16 * PageSize).ToArray();
        var answers = new AccessAnswer[addresses.Length];
        target.Tick([], addresses);
        target.Tick(answers, addresses);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var tick = 0; tick < 100; tick++)
        {
            target.Tick(answers, addresses);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static ulong PageIn(Workload workload, int pages, Random random) => workload.HotStart + (ulong)random.Next(pages) * PageSize;

    // The interval is real time: the process under test runs in it.
    private static void WaitOneSamplingInterval() => Thread.Sleep(5);

    // On a busy machine the workload may get no processor for longer than an interval, and then rightly reads as idle.
    private static void WaitUntilItRan(int pid)
    {
        const long wanted = 1_000_000;
        var before = ProcessorTime(pid);
        do
        {
            WaitOneSamplingInterval();
        }
        while (ProcessorTime(pid) - before < wanted);
    }

    private static long ProcessorTime(int pid)
        => long.Parse(File.ReadAllText($"/proc/{pid}/schedstat").Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);

    private static (Tally Hot, Tally Cold) SampleAllOver(Workload workload, ITargetOperations target, int ticks)
    {
        var random = new Random(3);
        var (hot, cold) = (new Tally(), new Tally());
        var addresses = new ulong[200];
        var answers = new AccessAnswer[200];
        Draw();
        target.Tick([], addresses);
        for (var tick = 0; tick < ticks; tick++)
        {
            WaitUntilItRan(workload.Pid);
            var checkedAt = addresses.ToArray();
            Draw();
            target.Tick(answers, addresses);
            for (var i = 0; i < answers.Length; i++)
            {
                (checkedAt[i] >= workload.HotStart && checkedAt[i] < workload.HotEnd ? hot : cold).Add(answers[i]);
            }
        }

        return (hot, cold);

        void Draw()
        {
            for (var i = 0; i < addresses.Length; i++)
            {
                addresses[i] = workload.Start + (ulong)random.NextInt64((long)(workload.End - workload.Start));
            }

            Array.Sort(addresses);
        }
    }

    // A page that has just come may wait in a processor's batch, and can't be made old then; an advice empties that of the
    // processor it is given on, and a new thread begins on any.
    private static void LetItBeSortedIn(ITargetOperations target, ulong page)
    {
        var answers = new[] { AccessAnswer.Unknown };
        target.Tick([], [page]);
        for (var attempt = 0; attempt < 500 && answers[0] == AccessAnswer.Unknown; attempt++)
        {
            WaitOneSamplingInterval();
            var thread = new Thread(() => target.Tick(answers, [page]));
            thread.Start();
            thread.Join();
        }

        target.Tick(answers, []);
    }

    private static ulong StackPage(int pid)
    {
        var line = File.ReadLines($"/proc/{pid}/maps").Single(line => line.EndsWith("[stack]", StringComparison.Ordinal));
        return Convert.ToUInt64(line.Split(' ')[0].Split('-')[1], 16) - PageSize;
    }

    private static long HugePages(int pid)
        => File.ReadLines($"/proc/{pid}/smaps_rollup").Where(line => line.StartsWith("AnonHugePages:", StringComparison.Ordinal))
            .Sum(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture) << 10);

    private static long VmStat(string name)
        => File.ReadLines("/proc/vmstat").Where(line => line.StartsWith(name + " ", StringComparison.Ordinal))
            .Sum(line => long.Parse(line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture));

    private sealed class Tally
    {
        public int Accessed { get; private set; }

        public int Unknown { get; private set; }

        public int Total { get; private set; }

        public void Add(AccessAnswer answer)
        {
            Total++;
            Accessed += answer == AccessAnswer.Accessed ? 1 : 0;
            Unknown += answer == AccessAnswer.Unknown ? 1 : 0;
        }

        public override string ToString() => $"{Accessed} accessed and {Unknown} unknown of {Total}";
    }
}
