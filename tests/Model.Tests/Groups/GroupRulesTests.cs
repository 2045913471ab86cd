using Damon.Model.Groups;

namespace Damon.Model.Tests.Groups;

public sealed class GroupRulesTests
{
    [Theory]
    [InlineData(GroupKind.Cgroup, "/")]
    [InlineData(GroupKind.Cgroup, "/system.slice/redis.service")]
    [InlineData(GroupKind.Cgroup, "/a..b/c")]
    [InlineData(GroupKind.Unit, "redis.service")]
    [InlineData(GroupKind.Unit, "redis")]
    [InlineData(GroupKind.Container, "docker 0123456789ab")]
    [InlineData(GroupKind.Command, "/usr/bin/postgres -D *")]
    public void FaultOf_GoodName_IsNone(GroupKind kind, string name) => Assert.Null(GroupRules.FaultOf(kind, name));

    [Theory]
    [InlineData(GroupKind.Cgroup, "")]
    [InlineData(GroupKind.Unit, "  ")]
    [InlineData(GroupKind.Cgroup, "system.slice")]
    [InlineData(GroupKind.Cgroup, "/a/../b")]
    [InlineData(GroupKind.Cgroup, "/..")]
    [InlineData(GroupKind.Unit, "a/b.service")]
    [InlineData(GroupKind.Container, "/docker/0123456789ab")]
    [InlineData(GroupKind.Command, "two\nlines")]
    public void FaultOf_BadName_SaysWhatToGive(GroupKind kind, string name) => Assert.Contains("give ", GroupRules.FaultOf(kind, name));

    [Fact]
    public void FaultOf_NameTooLong_TellsTheLimit()
        => Assert.Contains("4096", GroupRules.FaultOf(GroupKind.Command, new string('x', GroupRules.LongestName + 1)));
}
