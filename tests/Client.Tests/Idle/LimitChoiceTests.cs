using Damon.Client.Idle;
using Damon.Contracts.Rest;
using Damon.Contracts.Rest.Limits;

namespace Damon.Client.Tests.Idle;

public sealed class LimitChoiceTests
{
    private static readonly MemoryLimit[] Limits =
    [
        new(0, null, "/wide", 2, 1_000, 100),
        new(1, null, "/none", 2, null, 900),
        new(null, 0, "/tight", 2, 500, 400),
    ];

    [Theory]
    [InlineData(0, null, "/wide")]
    [InlineData(0, 0, "/tight")]
    [InlineData(1, null, "/none")]
    [InlineData(2, null, null)]
    public void Of_ATarget_IsItsOwnOrItsGroups(int index, int? group, string? path)
        => Assert.Equal(path, LimitChoice.Of(Limits, new TargetResource { Index = index, Group = group })?.Cgroup);

    [Fact]
    public void Of_AllTogether_IsTheOneWithLeastRoom() => Assert.Equal("/tight", LimitChoice.Of(Limits, null)?.Cgroup);
}
