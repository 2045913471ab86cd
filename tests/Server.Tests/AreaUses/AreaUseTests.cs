using System.Net;
using Damon.Contracts.Rest.Areas;
using Damon.Server.Tests.Hosting;

namespace Damon.Server.Tests.AreaUses;

public sealed class AreaUseTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task Use_OfSomeAddresses_IsMeanAndRangeOfItsSnapshots()
    {
        var (server, sampler) = await shared.BeginAsync();
        var session = await server.StartSessionAsync();
        await sampler.PushAsync(session.Id, FakeSampler.Snapshot(0, 0, new(0x1000, 0x3000, 5, 0), new(0x3000, 0x5000, 20, 0)));
        await sampler.PushAsync(session.Id, FakeSampler.Snapshot(1, 0, new(0x1000, 0x5000, 15, 0), new(0x9000, 0xa000, 20, 0)));
        using var stop = await server.PostAsync($"sessions/{session.Id}/stop");

        // Half of the first region's pages, and what is beside them counts nowhere.
        var use = await server.GetAsync<AreaUse>($"sessions/{session.Id}/use?start=0x2000&end=0x3000");
        Assert.Equal((2L, 4_096.0, new Spread(50, 25, 75), null), (use.Snapshots, use.MonitoredBytes, use.RatePercent, use.TouchedBytes));

        // One and a half snapshots, of which the whole one counts twice.
        var part = await server.GetAsync<AreaUse>($"sessions/{session.Id}/use?start=0x2000&end=0x3000&from=1050000&to=1200000");
        Assert.Equal((2L, 58.3333), (part.Snapshots, part.RatePercent!.Mean));
        Assert.Equal(0, (await server.GetAsync<AreaUse>($"sessions/{session.Id}/use?start=0x6000&end=0x7000")).Snapshots);
    }

    [Fact]
    public async Task Use_OfEstimates_TellsWhatWasTouchedAndLeavesOutTheUnknown()
    {
        var (server, sampler) = await shared.BeginAsync();
        var session = await server.StartSessionAsync();
        await sampler.PushAsync(session.Id, FakeSampler.Estimated(0));
        using var stop = await server.PostAsync($"sessions/{session.Id}/stop");

        var use = await server.GetAsync<AreaUse>($"sessions/{session.Id}/use");
        var unknown = await server.GetAsync<AreaUse>($"sessions/{session.Id}/use?start=0x16000&end=0x18000");

        Assert.Equal(new Spread(0x3000, 0x3000, 0x3000), use.TouchedBytes);
        Assert.Equal(0xa000, use.MonitoredBytes);
        Assert.Null(unknown.RatePercent);
        Assert.Equal(0x2000, unknown.MonitoredBytes);
    }

    [Fact]
    public async Task Use_OfAddressesThatEndBeforeTheyBegin_IsRefusedByName()
    {
        var (server, _) = await shared.BeginAsync();
        var session = await server.StartSessionAsync();

        using var answer = await server.Api.GetAsync(new Uri($"sessions/{session.Id}/use?start=0x3000&end=0x2000", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("The end must be above the start.", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
