using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Damon.Server.Tests.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace Damon.Server.Tests.Security;

/// <summary>Who may call what: each route of the server stands here, or a test fails.</summary>
public sealed partial class RoleTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private static readonly string[] Anybody =
    [
        "GET /api/v1/health", "GET /health", "GET /openapi/{documentName}.json",
    ];

    private static readonly string[] Viewers =
    [
        "GET /api/v1/samplers", "GET /api/v1/processes", "GET /api/v1/groups",
        "GET /api/v1/sessions", "GET /api/v1/sessions/{id}", "GET /api/v1/sessions/{id}/snapshots", "GET /api/v1/sessions/{id}/mappings",
        "GET /api/v1/sessions/{id}/heatmap", "GET /api/v1/sessions/{id}/cells", "GET /api/v1/sessions/{id}/opening",
        "GET /api/v1/sessions/{id}/workingset", "GET /api/v1/sessions/{id}/idle", "GET /api/v1/sessions/{id}/idle/series",
        "GET /api/v1/sessions/{id}/needed", "GET /api/v1/sessions/{id}/members", "GET /api/v1/sessions/{id}/changes",
        "GET /api/v1/sessions/{id}/use", "GET /api/v1/sessions/{id}/advice", "GET /api/v1/sessions/{id}/lens",
        "GET /api/v1/sessions/{id}/pages", "GET /api/v1/sessions/{id}/limits", "GET /api/v1/sessions/{id}/export",
        "GET /api/v1/me", "DELETE /api/v1/signins/current", "GET /metrics", "* /hubs/monitor", "* /hubs/monitor/negotiate",
    ];

    private static readonly string[] Operators =
    [
        "POST /api/v1/sessions", "POST /api/v1/sessions/import", "POST /api/v1/sessions/{id}/stop", "PATCH /api/v1/sessions/{id}",
        "PATCH /api/v1/sessions/{id}/attributes", "DELETE /api/v1/sessions/{id}", "POST /api/v1/sessions/{id}/lens",
        "DELETE /api/v1/sessions/{id}/lens", "POST /api/v1/samplers/{id}/cost", "GET /api/v1/audit", "GET /api/v1/signins", "DELETE /api/v1/signins/{id}",
    ];

    /// <summary>Where a token is shown.</summary>
    private static readonly string[] SigningIn = ["POST /api/v1/signins"];

    /// <summary>Reached by the Unix socket only, and by the user at its other end.</summary>
    private static readonly string[] Samplers = ["* /hubs/sampler", "* /hubs/sampler/negotiate"];

    private TestServer Server => shared.Server;

    [Fact]
    public void EveryRoute_StandsInTheTable()
    {
        var routes = Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => !IsFile(endpoint)).SelectMany(Names).Distinct().ToArray();

        string[] table = [.. Anybody, .. Viewers, .. Operators, .. SigningIn, .. Samplers];
        Assert.True(!routes.Except(table).Any(), $"These routes stand in no list: {string.Join(", ", routes.Except(table))}");
        Assert.True(!table.Except(routes).Any(), $"These are no routes: {string.Join(", ", table.Except(routes))}");
    }

    [Fact]
    public async Task Anybody_NeedsNoToken() => await ForAllAsync(Anybody, null, async response =>
        Assert.Equal(200, (int)response.StatusCode));

    [Fact]
    public async Task NoToken_IsRefusedEverythingElse() => await ForAllAsync([.. Viewers, .. Operators], null, async response =>
        await ProblemAssert.IsProblemAsync(response, 401));

    [Fact]
    public async Task Viewer_MayLook() => await ForAllAsync(Viewers, TestServer.ViewerToken, async response =>
        Assert.DoesNotContain((int)response.StatusCode, new[] { 401, 403, 500 }));

    [Fact]
    public async Task Viewer_MayChangeNothing_AndIsToldTheRoleAndTheRemedy() => await ForAllAsync(Operators, TestServer.ViewerToken, async response =>
    {
        await ProblemAssert.IsProblemAsync(response, 403);
        var sentence = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("needs the role operator", sentence, StringComparison.Ordinal);
        Assert.Contains("Sign in with the operator's token", sentence, StringComparison.Ordinal);
    });

    [Fact]
    public async Task Operator_MayDoEverything() => await ForAllAsync([.. Viewers, .. Operators], TestServer.Token, async response =>
        Assert.DoesNotContain((int)response.StatusCode, new[] { 401, 403, 500 }));

    [Fact]
    public async Task Viewer_MayWatchARunningSession()
    {
        await using var monitor = Server.Monitor(token: TestServer.ViewerToken);
        await using var events = await monitor.WatchAsync(shared.Session.Id);

        Assert.True(await events.MoveNextAsync());
        Assert.Equal(shared.Session.Id, events.Current.Session?.Id);
    }

    /// <summary>Calls each route, of no session and with an empty body.</summary>
    private async Task ForAllAsync(IEnumerable<string> routes, string? token, Func<HttpResponseMessage, Task> check)
    {
        foreach (var (method, path) in routes.Where(route => !route.StartsWith('*')).Select(route => (route.Split(' ')[0], route.Split(' ')[1])))
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path.Replace("{documentName}", "v1", StringComparison.Ordinal).Replace("{id}", "none", StringComparison.Ordinal));
            request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
            request.Content = method is "POST" or "PATCH" ? new StringContent("{}", new MediaTypeHeaderValue("application/json")) : null;
            using var response = await Server.Browser.SendAsync(request, TestContext.Current.CancellationToken);
            try
            {
                await check(response);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"{method} {path}: {(int)response.StatusCode}. {e.Message}", e);
            }
        }
    }

    private static bool IsFile(RouteEndpoint endpoint)
        => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null || (endpoint.DisplayName is { } name && (name.StartsWith("Route: ", StringComparison.Ordinal) || name.StartsWith("Fallback ", StringComparison.Ordinal)));

    private static IEnumerable<string> Names(RouteEndpoint endpoint)
    {
        var path = "/" + Constraint().Replace(endpoint.RoutePattern.RawText ?? "", "}").Trim('/');
        return (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["*"]).Select(method => $"{method} {path}");
    }

    [GeneratedRegex(@":[^}]*\}")]
    private static partial Regex Constraint();
}
