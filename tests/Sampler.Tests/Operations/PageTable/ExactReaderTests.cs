using Damon.Fixtures;
using Damon.Model.Addresses;
using Damon.Sampler.Monitoring;
using Damon.Sampler.Operations.PageTable;

namespace Damon.Sampler.Tests.Operations.PageTable;

public sealed class ExactReaderTests(PageTableFixture fixture) : IClassFixture<PageTableFixture>
{
    private const ulong PageSize = 4096;

    [Fact]
    public void Read_HotQuarter_TellsEveryPage()
    {
        using var workload = Workload.Run("hot", "256", "64", "64");
        var reader = new ExactReader(fixture.Program, fixture.Layout, workload.Pid);
        var pages = new PageAccess[(workload.End - workload.Start) / PageSize];

        AccessedBits.ClearAll("/proc", workload.Pid);
        do
        {
            // The workload needs a moment to get round; it accesses nothing but its quarter.
            Thread.Sleep(5);
            reader.Read(new AddressRange(workload.Start, workload.End), pages);
        }
        while (pages.Count(page => page == PageAccess.Accessed) < 16_384);

        var hot = pages.AsSpan((int)((workload.HotStart - workload.Start) / PageSize), 16_384);
        Assert.Equal(16_384, hot.Count(PageAccess.Accessed));
        Assert.Equal(pages.Length - 16_384, pages.AsSpan().Count(PageAccess.Idle));
    }

    [Fact]
    public void Read_RangeThatStartsWithinABlock_IsAlignedToIt()
    {
        using var workload = Workload.Run("idle", "8");
        var reader = new ExactReader(fixture.Program, fixture.Layout, workload.Pid);
        var pages = new PageAccess[3 * 512];

        // 1,024 pages up to the end of the memory, and 512 behind it that do not exist.
        reader.Read(new AddressRange(workload.End - 1024 * PageSize, workload.End + 512 * PageSize), pages);

        Assert.DoesNotContain(PageAccess.Absent, pages[..1024]);
        Assert.All(pages[1024..], page => Assert.Equal(PageAccess.Absent, page));
    }

    [Fact]
    public void Read_HugePages_AnswersForEachOfTheirPages()
    {
        using var workload = Workload.Run("idlehuge", "64");
        var reader = new ExactReader(fixture.Program, fixture.Layout, workload.Pid);
        var pages = new PageAccess[(workload.End - workload.Start) / PageSize];

        AccessedBits.ClearAll("/proc", workload.Pid);
        reader.Read(new AddressRange(workload.Start, workload.End), pages);

        Assert.All(pages, page => Assert.Equal(PageAccess.Idle, page));
    }

    [Fact]
    public void Read_ProcessGone_SaysSo()
    {
        using var workload = Workload.Run("idle", "4");
        var reader = new ExactReader(fixture.Program, fixture.Layout, workload.Pid);
        var range = new AddressRange(workload.Start, workload.End);
        var pages = new PageAccess[1024];
        reader.Read(range, pages);

        workload.Kill();

        Assert.Equal(OperationsProblem.NoSuchProcess, Assert.Throws<OperationsException>(() => reader.Read(range, pages)).Problem);
    }
}
