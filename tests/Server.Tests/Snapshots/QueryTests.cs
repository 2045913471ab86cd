using System.Net;
using Damon.Server.Tests.Hosting;

namespace Damon.Server.Tests.Snapshots;

/// <summary>Faults in queries of what was recorded. They change nothing, so that one server answers all.</summary>
public sealed class QueryTests(RecordedServer recorded) : IClassFixture<RecordedServer>
{
    [Theory]
    [InlineData("snapshots?limit=0", "limit")]
    [InlineData("snapshots?limit=1001", "limit")]
    [InlineData("snapshots?limit=many", "limit")]
    [InlineData("snapshots?target=1", "target")]
    [InlineData("snapshots?target=-1", "target")]
    [InlineData("snapshots?from=yesterday", "from")]
    [InlineData("snapshots?from=5&to=5", "to")]
    [InlineData("snapshots?cursor=abc", "cursor")]
    [InlineData("mappings?at=now", "at")]
    [InlineData("mappings?target=x", "target")]
    [InlineData("workingset?minNrAccesses=-1", "minNrAccesses")]
    [InlineData("workingset?to=soon", "to")]
    [InlineData("workingset?points=0", "points")]
    [InlineData("workingset?points=5001", "points")]
    [InlineData("workingset?points=some", "points")]
    [InlineData("idle?target=1&at=now&by=page", "target", "at", "by")]
    [InlineData("needed?target=1&from=soon&to=later&points=5001", "target", "from", "to", "points")]
    [InlineData("needed?from=5&to=5", "to")]
    [InlineData("needed?points=0", "points")]
    [InlineData("opening?target=1&from=soon&to=later&at=now&points=5001", "target", "from", "to", "at", "points")]
    [InlineData("opening?from=5&to=4", "to")]
    [InlineData("opening?points=0", "points")]
    [InlineData("cells?bands=0x1000-0x2000~1&overviewColumns=5", "overviewBands")]
    [InlineData("cells?bands=0x1000-0x2000~1&overviewColumns=2001&overviewBands=0x1000~5", "overviewColumns", "overviewBands")]
    [InlineData("heatmap?columns=0", "columns")]
    [InlineData("heatmap?rows=2001", "rows")]
    [InlineData("heatmap?start=4096", "start")]
    [InlineData("heatmap?start=0x2000&end=0x1000", "end")]
    [InlineData("heatmap?end=0xzz&columns=a&rows=b&target=c&from=d", "end", "columns", "rows", "target", "from")]
    public async Task Query_WrongParameter_AnswersBadRequestNamingIt(string path, params string[] fields)
    {
        using var response = await recorded.Server.Api.GetAsync($"sessions/{recorded.Session}/{path}", TestContext.Current.CancellationToken);

        await ProblemAssert.IsProblemAsync(response, 400, fields);
    }

    [Theory]
    [InlineData("snapshots")]
    [InlineData("mappings")]
    [InlineData("heatmap")]
    [InlineData("opening")]
    [InlineData("cells")]
    [InlineData("workingset")]
    [InlineData("idle")]
    [InlineData("needed")]
    [InlineData("")]
    public async Task Query_UnknownSession_AnswersNotFound(string path)
    {
        using var response = await recorded.Server.Api.GetAsync($"sessions/none/{path}".TrimEnd('/'), TestContext.Current.CancellationToken);

        await ProblemAssert.IsProblemAsync(response, 404, "id");
    }

    [Theory]
    [InlineData("")]
    [InlineData("0x1000-0x5000")]
    [InlineData("0x1000-0x5000~0")]
    [InlineData("0x5000-0x1000~4")]
    [InlineData("0x1000-0x5000~2,0x4000-0x9000~2")]
    [InlineData("0x1000-0x5000~2001")]
    [InlineData("4096-8192~1")]
    public async Task Cells_BandsThatCannotBeRead_AreRefusedByName(string bands)
    {
        using var answer = await recorded.Server.Api.GetAsync(new Uri($"sessions/{recorded.Session}/cells?bands={bands}", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("\"bands\"", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
