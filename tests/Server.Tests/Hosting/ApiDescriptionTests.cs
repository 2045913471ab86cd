using System.Text.Json;

namespace Damon.Server.Tests.Hosting;

public sealed class ApiDescriptionTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task Description_HasEveryCallOfTheContract()
    {
        var server = shared.Server;

        var paths = (await server.GetAsync<JsonElement>("/openapi/v1.json")).GetProperty("paths");

        string[] calls =
        [
            "get /api/v1/samplers", "post /api/v1/samplers/{id}/cost", "get /api/v1/processes", "get /api/v1/groups", "post /api/v1/sessions", "get /api/v1/sessions", "get /api/v1/sessions/{id}",
            "patch /api/v1/sessions/{id}", "post /api/v1/sessions/{id}/stop", "patch /api/v1/sessions/{id}/attributes", "delete /api/v1/sessions/{id}",
            "get /api/v1/sessions/{id}/snapshots", "get /api/v1/sessions/{id}/heatmap", "get /api/v1/sessions/{id}/opening", "get /api/v1/sessions/{id}/cells", "get /api/v1/sessions/{id}/use", "get /api/v1/sessions/{id}/workingset",
            "get /api/v1/sessions/{id}/idle", "get /api/v1/sessions/{id}/idle/series", "get /api/v1/sessions/{id}/members", "get /api/v1/sessions/{id}/needed", "get /api/v1/sessions/{id}/changes", "get /api/v1/sessions/{id}/advice",
            "post /api/v1/sessions/{id}/lens", "get /api/v1/sessions/{id}/lens", "delete /api/v1/sessions/{id}/lens", "get /api/v1/sessions/{id}/pages",
            "get /api/v1/sessions/{id}/limits", "get /api/v1/sessions/{id}/mappings", "get /api/v1/sessions/{id}/export", "post /api/v1/sessions/import", "get /api/v1/health", "get /api/v1/me", "get /api/v1/audit", "post /api/v1/signins", "get /api/v1/signins", "delete /api/v1/signins/current", "delete /api/v1/signins/{id}", "get /metrics",
        ];
        var described = paths.EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(method => $"{method.Name} {path.Name.TrimEnd('/')}")).ToHashSet();
        Assert.All(calls, call => Assert.Contains(call, described));
    }

    [Fact]
    public async Task Description_ShowsTheFormsOfTheConverters()
    {
        var server = shared.Server;

        var schemas = (await server.GetAsync<JsonElement>("/openapi/v1.json")).GetProperty("components").GetProperty("schemas");

        var regions = schemas.GetProperty("Snapshot").GetProperty("properties").GetProperty("regions");
        Assert.Equal(("array", 4), (regions.GetProperty("items").GetProperty("type").GetString(), regions.GetProperty("items").GetProperty("minItems").GetInt32()));
        Assert.Equal("integer", schemas.GetProperty("Snapshot").GetProperty("properties").GetProperty("seq").GetProperty("type").GetString());
        string[] certainty = ["samples", "touched", "touchedError", "unknown", "sinceUs"];
        Assert.All(certainty, name => Assert.True(schemas.GetProperty("Snapshot").GetProperty("properties").TryGetProperty(name, out _), name));
        Assert.Equal(["adaptive", "kernel"], schemas.GetProperty("SamplingPlan").GetProperty("enum").EnumerateArray().Select(value => value.GetString()));
        Assert.Contains("interrupted", schemas.GetProperty("SessionState").GetProperty("enum").EnumerateArray().Select(value => value.GetString()));
        var area = schemas.GetProperty("AreaResource").GetProperty("properties").GetProperty("start");
        Assert.Equal("string", area.GetProperty("type").GetString());
        Assert.Equal("date-time", schemas.GetProperty("SessionResource").GetProperty("properties").GetProperty("startedAt").GetProperty("format").GetString());
    }

    [Fact]
    public async Task Description_OfEveryCall_HasTheParametersOfItsRoute()
    {
        var paths = (await shared.Server.GetAsync<JsonElement>("/openapi/v1.json")).GetProperty("paths");

        var ofSessions = paths.EnumerateObject().Where(path => path.Name.Contains("{id}", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(ofSessions);
        Assert.All(ofSessions.SelectMany(path => path.Value.EnumerateObject()), call => Assert.Equal(
            "path",
            call.Value.GetProperty("parameters").EnumerateArray().Single(parameter => parameter.GetProperty("name").GetString() == "id").GetProperty("in").GetString()));
    }

    [Theory]
    [InlineData("GET", "nothing", 404)]
    [InlineData("GET", "../nothing", 404)]
    [InlineData("GET", "../../hubs/nothing", 404)]
    [InlineData("DELETE", "samplers", 405)]
    public async Task Call_ThatDoesNotExist_AnswersAProblemNotThePage(string method, string path, int status)
    {
        var server = shared.Server;

        using var response = await server.Api.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), TestContext.Current.CancellationToken);

        await ProblemAssert.IsProblemAsync(response, status);
    }

    [Theory]
    [InlineData("text/plain", "{}", 415)]
    [InlineData("application/json", "", 400)]
    [InlineData("application/json; charset=bogus", "{}", 415)]
    [InlineData("application/json; charset=utf-7", "{}", 415)]
    public async Task Call_WithoutAJsonBody_SaysSo(string type, string body, int status)
    {
        var server = shared.Server;

        using var response = await server.Api.PostAsync("sessions", new StringContent(body, System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type)), TestContext.Current.CancellationToken);

        await ProblemAssert.IsProblemAsync(response, status, status == 400 ? ["$"] : []);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/sessions/some-id?from=1")]
    [InlineData("/apiary")]
    public async Task Get_APageOfTheClient_AnswersThePageUncached(string path)
    {
        var server = shared.Server;

        using var response = await server.Browser.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.True(response.Headers.CacheControl?.NoCache);
        Assert.Contains("_framework/blazor.webassembly", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
