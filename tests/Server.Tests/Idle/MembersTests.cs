using Damon.Contracts.Rest;
using Damon.Contracts.Rest.Members;
using Damon.Model.Idle;
using Damon.Server.Tests.Hosting;

namespace Damon.Server.Tests.Idle;

public sealed class MembersTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task Members_OfAMoment_HaveTheFiguresOfEachThatLived()
    {
        var (server, sampler) = await shared.BeginAsync();
        var session = await StartAsync(server, sampler);
        await sampler.PushAsync(session, IdleSamples.Mixed(1_000_000));
        await sampler.PushAsync(session, IdleSamples.Mixed(1_000_500, target: 1, scale: 3));
        await sampler.PushAsync(session, IdleSamples.Mixed(11_000_000, target: 1, scale: 2));
        using var stop = await server.PostAsync($"sessions/{session}/stop");

        var first = await server.GetAsync<MembersAnswer>($"sessions/{session}/members?at=1000500");
        var last = await server.GetAsync<MembersAnswer>($"sessions/{session}/members");

        Assert.Equal(IdleScale.EdgesS, first.EdgesS);
        Assert.Equal(IdleScale.WindowsS, first.WindowsS);
        Assert.Equal([(0, 1_000_000L), (1, 1_000_500L)], first.Members.Select(member => (member.Target, member.AtUs)));
        Assert.Equal((1, 11_000_000L), (Assert.Single(last.Members).Target, last.Members[0].AtUs));
        foreach (var member in first.Members)
        {
            // Each as if it were asked for alone.
            var idle = await server.GetAsync<IdleResource>($"sessions/{session}/idle?target={member.Target}&at=1000500");
            var needed = Assert.Single((await server.GetAsync<NeededResource>($"sessions/{session}/needed?target={member.Target}&from={member.AtUs}&to={member.AtUs + 1}")).Series);
            Assert.Equal((idle.WatchedUs, idle.ResolutionUs), (member.WatchedUs, member.ResolutionUs));
            Assert.Equal((idle.Total.ResidentBytes, idle.Total.UnknownBytes), (member.Idle.ResidentBytes, member.Idle.UnknownBytes));
            Assert.Equal(idle.Total.Bytes, member.Idle.Bytes);
            Assert.Equal(idle.Total.Errors, member.Idle.Errors);
            Assert.Equal(needed.Bytes, member.Needed);
            Assert.Equal(needed.Errors, member.NeededErrors);
            Assert.Null(member.Needed[^1]);
        }

        Assert.True(first.Members[1].Needed[0] > first.Members[0].Needed[0]);
    }

    [Fact]
    public async Task Members_NothingKnownYet_AreNone()
    {
        var (server, sampler) = await shared.BeginAsync();
        var session = await StartAsync(server, sampler);

        Assert.Empty((await server.GetAsync<MembersAnswer>($"sessions/{session}/members")).Members);
        using var stop = await server.PostAsync($"sessions/{session}/stop");
    }

    [Theory]
    [InlineData("members?at=noon", 400, "at")]
    [InlineData("../nothing/members", 404, "id")]
    public async Task Members_AskedWrongly_AnswersAProblem(string query, int status, string field)
    {
        var (server, sampler) = await shared.BeginAsync();
        var session = await StartAsync(server, sampler);

        using var answer = await server.Api.GetAsync($"sessions/{session}/{query}", TestContext.Current.CancellationToken);
        using var stop = await server.PostAsync($"sessions/{session}/stop");

        await ProblemAssert.IsProblemAsync(answer, status, field);
    }

    private static async Task<string> StartAsync(TestServer server, FakeSampler sampler)
    {
        using var start = await server.PostAsync("sessions", new { targets = new[] { new { pid = 1 }, new { pid = 2 } } });
        return Assert.Single(sampler.Started).SessionId;
    }
}
