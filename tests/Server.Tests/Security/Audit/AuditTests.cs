using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Damon.Contracts.Rest.Access;
using Damon.Model.Access;
using Damon.Server.Tests.Hosting;
using Damon.Server.Tests.Security.SignIns;

namespace Damon.Server.Tests.Security.Audit;

/// <summary>What is written down of calls.</summary>
public sealed class AuditTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private TestServer Server => shared.Server;

    [Fact]
    public async Task Session_StartedStoppedAndDeleted_IsToldWithItsNameAndByWhom()
    {
        var since = await NowAsync();
        using var browser = new TestBrowser(Server);
        await browser.SignInAsync(TestServer.Token);
        var me = (await browser.GetAsync<MeResource>("/api/v1/me")).SignIn!.Id;
        using var start = await browser.SendAsync(HttpMethod.Post, "/api/v1/sessions", content: JsonContent.Create(new { name = "Told of", targets = new[] { new { pid = 7_001 } } }));
        var id = start.Headers.Location!.OriginalString.Split('/')[^1];
        using var early = await browser.SendAsync(HttpMethod.Delete, $"/api/v1/sessions/{id}");
        using var rename = await browser.SendAsync(HttpMethod.Patch, $"/api/v1/sessions/{id}", content: JsonContent.Create(new { name = "Told of again" }));
        using var stop = await browser.SendAsync(HttpMethod.Post, $"/api/v1/sessions/{id}/stop");
        using var delete = await browser.SendAsync(HttpMethod.Delete, $"/api/v1/sessions/{id}");

        var told = await SinceAsync(since, entry => entry.SignIn == me);

        Assert.Equal(
            [
                ("signIn", 200, null, null), ("start", 201, id, "Told of"), ("delete", 409, id, "Told of"), ("annotate", 200, id, "Told of"),
                ("stop", 200, id, "Told of again"), ("delete", 204, id, "Told of again"),
            ],
            told.Select(entry => (entry.Action, entry.Status, entry.Subject, entry.Name)));
        Assert.All(told, entry => Assert.Equal((AccessRole.Operator, "127.0.0.1"), (entry.Role, entry.Address)));
    }

    [Fact]
    public async Task Refusals_AreTold_AndReadingIsNot()
    {
        var since = await NowAsync();
        using var viewer = new TestBrowser(Server);
        using var start = await viewer.SendAsync(HttpMethod.Post, "/api/v1/sessions", bearer: TestServer.ViewerToken, content: JsonContent.Create(new { }));
        using var body = await viewer.SendAsync(HttpMethod.Post, "/api/v1/sessions", bearer: TestServer.Token, content: new StringContent("{", new MediaTypeHeaderValue("application/json")));
        using var gone = await viewer.SendAsync(HttpMethod.Delete, "/api/v1/sessions/nothing", bearer: TestServer.Token);
        using var list = await viewer.SendAsync(HttpMethod.Get, "/api/v1/sessions", bearer: TestServer.ViewerToken);
        using var wrong = await viewer.SendAsync(HttpMethod.Get, "/?token=a-wrong-one-at-that");
        using var nobody = await viewer.SendAsync(HttpMethod.Delete, "/api/v1/sessions/nothing");

        var told = await SinceAsync(since, entry => entry.SignIn is null);

        Assert.Equal((AccessRole?)AccessRole.Viewer, told[0].Role);
        Assert.Equal(
            [("start", 403, null), ("start", 400, null), ("delete", 404, "nothing"), ("wrongToken", 401, null)],
            told.Select(entry => (entry.Action, entry.Status, entry.Subject)));
        Assert.Null(told[^1].Role);
        Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
    }

    [Fact]
    public async Task SignIns_EndedByWhom_AreTold()
    {
        var since = await NowAsync();
        using var viewer = new TestBrowser(Server);
        await viewer.SignInAsync(TestServer.ViewerToken);
        using var away = await viewer.SendAsync(HttpMethod.Delete, "/api/v1/signins/current");
        await viewer.SignInAsync(TestServer.ViewerToken);
        var id = (await viewer.GetAsync<MeResource>("/api/v1/me")).SignIn!.Id;
        using var end = await Server.Api.DeleteAsync($"signins/{id}", TestContext.Current.CancellationToken);

        var told = await SinceAsync(since, static _ => true);

        Assert.Equal(
            [("signIn", AccessRole.Viewer), ("signOut", AccessRole.Viewer), ("signIn", AccessRole.Viewer), ("endSignIn", AccessRole.Operator)],
            told.Select(entry => (entry.Action, entry.Role!.Value)));
        Assert.Equal((id, null), (told[3].Subject, told[3].SignIn));
    }

    [Fact]
    public async Task Pages_FollowEachOther_NewestFirst()
    {
        for (var i = 0; i < 5; i++)
        {
            using var none = await Server.Api.DeleteAsync($"sessions/page-{i}", TestContext.Current.CancellationToken);
        }

        var first = await Server.GetAsync<AuditAnswer>("audit?limit=2");
        var second = await Server.GetAsync<AuditAnswer>($"audit?limit=2&before={first.Next}");

        Assert.Equal(["page-4", "page-3", "page-2", "page-1"], first.Entries.Concat(second.Entries).Select(entry => entry.Subject));
        Assert.Null(first.Remark);
        using var bad = await Server.Api.GetAsync("audit?limit=0&before=soon", TestContext.Current.CancellationToken);
        await ProblemAssert.IsProblemAsync(bad, 400, "limit", "before");
    }

    private async Task<DateTimeOffset> NowAsync()
        => (await Server.GetAsync<AuditAnswer>("audit?limit=1")).Entries is [var last] ? last.At : DateTimeOffset.MinValue;

    private async Task<List<AuditEntry>> SinceAsync(DateTimeOffset since, Func<AuditEntry, bool> wanted)
        => [.. (await Server.GetAsync<AuditAnswer>("audit")).Entries.Where(entry => entry.At > since && wanted(entry)).Reverse()];
}
