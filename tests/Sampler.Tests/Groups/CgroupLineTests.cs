using Damon.Sampler.Groups;

namespace Damon.Sampler.Tests.Groups;

public sealed class CgroupLineTests
{
    [Fact]
    public void Parse_LinesOfBothVersions_HaveControllersAndPath()
    {
        CgroupLine[] lines = [.. CgroupLine.Parse("9:name=systemd:/init.scope\n4:cpu,cpuacct:/a:b/c\n0::/system.slice/x.service\nnonsense\n7:memory:\n")];
        Assert.Equal(["/init.scope", "/a:b/c", "/system.slice/x.service"], lines.Select(line => line.Path));
        Assert.Equal(["name=systemd", "cpu,cpuacct", ""], lines.Select(line => string.Join(',', line.Controllers)));
    }

    [Theory]
    [InlineData("/", "")]
    [InlineData("/a", "/a")]
    [InlineData("/a/b/c", "/a /a/b /a/b/c")]
    public void Upwards_OfAPath_AreTheGroupsAboveAndItself(string path, string expected)
        => Assert.Equal(expected, string.Join(' ', new CgroupLine([], path).Upwards()));

    [Theory]
    [InlineData("/..", true)]
    [InlineData("/../../system.slice/x.service", true)]
    [InlineData("/", false)]
    [InlineData("/..a", false)]
    [InlineData("/a/..b", false)]
    public void IsOutside_APathAboveTheOwnRoot_IsToldFromNamesWithDots(string path, bool expected) => Assert.Equal(expected, new CgroupLine([], path).IsOutside);

    [Theory]
    [InlineData("/a/b", "/a", true)]
    [InlineData("/a/b", "/a/", true)]
    [InlineData("/a/b", "/a/b", true)]
    [InlineData("/a/b", "/", true)]
    [InlineData("/ab", "/a", false)]
    [InlineData("/a", "/a/b", false)]
    public void IsIn_APath_CountsItAndWhatIsBelow(string path, string of, bool expected) => Assert.Equal(expected, new CgroupLine([], path).IsIn(of));

    [Theory]
    [InlineData("/system.slice/redis.service", "redis.service", true)]
    [InlineData("/system.slice/redis.service", "redis", true)]
    [InlineData("/system.slice/redis.service", "system.slice", true)]
    [InlineData("/system.slice/redis.service/worker", "redis.service", true)]
    [InlineData("/user.slice/user-1000.slice/user@1000.service/app.slice/redis.service", "redis.service", true)]
    [InlineData("/system.slice/_cgroup.service", "cgroup.service", true)]
    [InlineData("/system.slice/my-redis.service", "redis.service", false)]
    [InlineData("/system.slice/redis.service", "redis.scope", false)]
    [InlineData("/redis", "redis", false)]
    [InlineData("/system.slice/Redis.service", "redis.service", false)]
    public void UnitName_IsIn_KnowsTheUnitsOfAPath(string path, string unit, bool expected) => Assert.Equal(expected, UnitName.IsIn(path, unit));
}
