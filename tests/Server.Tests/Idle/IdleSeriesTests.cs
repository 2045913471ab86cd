using Damon.Contracts.Rest;
using Damon.Model.Idle;
using Damon.Server.Tests.Hosting;

namespace Damon.Server.Tests.Idle;

public sealed class IdleSeriesTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Theory]
    [InlineData("", new long[] { 1_000, 1_500, 2_000, 3_500 })]
    [InlineData("target=1", new long[] { 1_500, 3_500 })]
    [InlineData("target=0&from=1500&to=9000", new long[] { 2_000 })]
    [InlineData("points=3", new long[] { 1_000, 1_500, 3_500 })]
    [InlineData("points=1", new long[] { 3_500 })]
    [InlineData("from=9000", new long[0])]
    public async Task Series_OfATime_IsWhatIdleTellsAtEachMoment(string query, long[] times)
    {
        var (server, sampler) = await shared.BeginAsync();
        using var start = await server.PostAsync("sessions", new { targets = new[] { new { pid = 1 }, new { pid = 2 } } });
        var session = Assert.Single(sampler.Started).SessionId;
        await sampler.PushAllAsync(
            session, IdleSamples.Mixed(1_000, 0, 1), IdleSamples.Mixed(1_500, 1, 3), IdleSamples.Mixed(2_000, 0, 2), IdleSamples.Mixed(3_500, 1, 4));
        using var stop = await server.PostAsync($"sessions/{session}/stop");

        var answer = await server.GetAsync<IdleSeriesAnswer>($"sessions/{session}/idle/series?{query}");

        Assert.Equal(IdleScale.EdgesS, answer.EdgesS);
        Assert.Equal(times, answer.Series.Select(point => point.Us));
        var target = query.StartsWith("target", StringComparison.Ordinal) ? "&" + query.Split('&')[0] : "";
        foreach (var point in answer.Series)
        {
            var then = await server.GetAsync<IdleResource>($"sessions/{session}/idle?at={point.Us}{target}");
            Assert.Equal((then.Total.ResidentBytes, then.Total.UnknownBytes, then.ResolutionUs), (point.ResidentBytes, point.UnknownBytes, point.ResolutionUs));
            Assert.Equal(then.Total.Bytes, point.Bytes);
            Assert.Equal(then.Total.Errors, point.Errors);
            Assert.True(point.Bytes.Sum() > 0);
        }
    }

    [Theory]
    [InlineData("points=0", "points")]
    [InlineData("points=5001", "points")]
    [InlineData("target=7", "target")]
    [InlineData("from=2000&to=1000", "to")]
    public async Task Series_BadInput_NamesTheField(string query, string field)
    {
        var (server, _) = await shared.BeginAsync();
        var session = await server.StartSessionAsync();

        using var response = await server.Api.GetAsync($"sessions/{session.Id}/idle/series?{query}", TestContext.Current.CancellationToken);

        await ProblemAssert.IsProblemAsync(response, 400, field);
    }
}
