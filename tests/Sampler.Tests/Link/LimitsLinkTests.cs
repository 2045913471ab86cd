using Damon.Contracts.Link;
using Damon.Sampler.Tests.Groups;
using Damon.Sampler.Tests.Sessions;

namespace Damon.Sampler.Tests.Link;

/// <summary>Memory limits over the connection.</summary>
public sealed class LimitsLinkTests : LinkTest
{
    [Fact]
    public async Task ReadLimits_OverTheConnection_TellsThoseOfTheSession()
    {
        new CgroupTree(Sampler.Proc).MountUnified().Write("unified", "/a", "memory.max", "8192\n").Write("unified", "/a", "memory.current", "4096\n");
        Sampler.AddProcess(12);
        Sampler.Proc.Write("12/cgroup", "0::/a\n");
        Assert.Equal(CommandCode.Ok, (await Server.Sampler.StartSession(SamplerFixture.Order("a", 12))).Answer.Code);

        Assert.Equal([new LimitReading(0, null, "/a", 2, 8_192, 4_096)], (await Server.Sampler.ReadLimits("a")).Limits);
        Assert.Equal(CommandCode.NotRunning, (await Server.Sampler.ReadLimits("b")).Answer.Code);
    }
}
