using Damon.Client.Idle;
using Damon.Client.Layout;
using Damon.Client.Sessions.Members;
using Damon.Contracts.Rest;

using static Damon.Client.Tests.Idle.Looks;

namespace Damon.Client.Tests.Sessions.Members;

public sealed class MemberRowsTests
{
    private static readonly TargetResource[] Three =
    [
        new() { Index = 0, Pid = 10, Name = "postgres", CommandLine = "postgres: checkpointer" },
        new() { Index = 1, Pid = 11, Name = "postgres", CommandLine = "postgres: idle", EndedBecause = "The process has ended." },
        new() { Index = 2, Pid = 12, Name = "bash", CommandLine = "bash -l" },
    ];

    private static readonly Dictionary<int, IdleMoment> Known = new()
    {
        [0] = Moment(Point(1_000, 0, (0, 2), (12, 8)), 700),
        [2] = Moment(Point(1_000, 5, (0, 20), (12, 1)), 30),
    };

    [Fact]
    public void Of_Biggest_EndedComeLast()
    {
        var rows = Of("");

        Assert.Equal([12, 10, 11], rows.Shown.Select(row => row.Target.Pid));
        Assert.Equal([26 * MiB, 10 * MiB, null], rows.Shown.Select(row => row.ResidentBytes));
        Assert.Equal(3, rows.Matching);
    }

    [Fact]
    public void Of_WatchedTooShort_WhatNeedsMoreTimeIsNotKnown()
    {
        var rows = Of("").Shown;

        Assert.Null(rows[0].Needed);
        Assert.Null(rows[0].ColdBytes);
        Assert.Equal(2 * MiB, rows[1].Needed!.Value.Bytes);
        Assert.Equal(8 * MiB, rows[1].ColdBytes);
    }

    [Theory]
    [InlineData("postgres", new[] { 10, 11 })]
    [InlineData("CHECKP", new[] { 10 })]
    [InlineData("12", new[] { 12 })]
    [InlineData("1", new int[0])]
    [InlineData(" bash ", new[] { 12 })]
    public void Of_Filter_LooksAtNameCommandLineAndPid(string filter, int[] pids)
        => Assert.Equal(pids, Of(filter).Shown.Select(row => row.Target.Pid));

    [Theory]
    [InlineData("member-name", false, new[] { 12, 10, 11 })]
    [InlineData("member-pid", true, new[] { 12, 10, 11 })]
    [InlineData("member-pid", false, new[] { 10, 12, 11 })]
    [InlineData("member-needs", true, new[] { 10, 12, 11 })]
    [InlineData("member-cold", true, new[] { 10, 12, 11 })]
    public void Of_Order_IsKept(string column, bool descending, int[] pids)
        => Assert.Equal(pids, MemberRows.Of(Three, Known, 60, "", new SortOrder(column, descending)).Shown.Select(row => row.Target.Pid));

    [Fact]
    public void Of_Hundreds_TheFirstFiftyAreShown()
    {
        var many = Enumerable.Range(0, 300).Select(i => new TargetResource { Index = i, Pid = i + 1, Name = "w" }).ToArray();
        var known = many.ToDictionary(target => target.Index, target => Moment(Point(1_000, 0, (0, target.Index)), 30));

        var rows = MemberRows.Of(many, known, 10, "", MemberRows.Biggest);

        Assert.Equal((50, 300), (rows.Shown.Count, rows.Matching));
        Assert.Equal([300, 299, 298], rows.Shown.Take(3).Select(row => row.Target.Pid));
    }

    [Fact]
    public void Words_TellOfHowManyRegionsAreSampled()
    {
        Assert.Equal("2 processes, 1 more has ended. Regions are sampled of all of them.", MemberWords.Summary(Three));
        Assert.Equal("1 process. Regions are sampled of all of them.", MemberWords.Summary([Three[0]]));
        Assert.Equal("None of them runs.", MemberWords.Summary([Three[1]]));
        Assert.StartsWith("2 processes. Regions are sampled of 1 of them; of the others idle ages are told", MemberWords.Summary([Three[0], Three[2] with { HasRegions = false }]), StringComparison.Ordinal);
        Assert.Equal(("sampled", "ended", "idle ages only"), (MemberWords.Regions(Three[0]), MemberWords.Regions(Three[1]), MemberWords.Regions(Three[2] with { HasRegions = false })));
        Assert.Contains("lack of budget", MemberWords.RegionsAbout(Three[2] with { HasRegions = false }), StringComparison.Ordinal);
        Assert.Equal("The process has ended.", MemberWords.RegionsAbout(Three[1]));
    }

    private static MemberRows Of(string filter) => MemberRows.Of(Three, Known, 60, filter, MemberRows.Biggest);
}
