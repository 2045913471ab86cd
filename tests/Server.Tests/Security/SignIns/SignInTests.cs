using System.Net;
using System.Net.Http.Json;
using Damon.Contracts;
using Damon.Contracts.Rest;
using Damon.Contracts.Rest.Access;
using Damon.Model.Access;
using Damon.Server.Security.SignIns;
using Damon.Server.Tests.Hosting;
using Microsoft.AspNetCore.Http;

namespace Damon.Server.Tests.Security.SignIns;

public sealed class SignInTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private TestServer Server => shared.Server;

    [Fact]
    public async Task Cookie_IsNotTheTokenAndAnotherOneEachTime()
    {
        using var first = new TestBrowser(Server);
        using var second = new TestBrowser(Server);

        await first.SignInAsync(TestServer.Token);
        await second.SignInAsync(TestServer.Token);

        Assert.Matches("^[0-9a-f]{64}$", first.Cookie);
        Assert.NotEqual(first.Cookie, second.Cookie);
        using var asToken = await first.SendAsync(HttpMethod.Get, "/api/v1/sessions", bearer: first.Cookie, cookie: "");
        using var tokenAsCookie = await first.SendAsync(HttpMethod.Get, "/api/v1/sessions", cookie: TestServer.Token);
        await ProblemAssert.IsProblemAsync(asToken, 401);
        await ProblemAssert.IsProblemAsync(tokenAsCookie, 401);
    }

    [Theory]
    [InlineData(TestServer.Token, AccessRole.Operator, 404)]
    [InlineData(TestServer.ViewerToken, AccessRole.Viewer, 403)]
    public async Task SignIn_ByAForm_GivesTheRoleOfTheToken(string token, AccessRole role, int delete)
    {
        using var browser = new TestBrowser(Server);

        using var answer = await browser.PostTokenAsync(token);
        var told = await answer.Content.ReadFromJsonAsync<MeResource>(ContractJson.Options, TestContext.Current.CancellationToken);
        using var call = await browser.SendAsync(HttpMethod.Delete, "/api/v1/sessions/none");
        var me = await browser.GetAsync<MeResource>("/api/v1/me");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(role, told!.Role);
        Assert.Equal(delete, (int)call.StatusCode);
        Assert.Equal(role.ToString().ToLowerInvariant(), Assert.Single(call.Headers.GetValues(AccessHeaders.Role)));
        Assert.Equal(me.SignIn!.Id, Assert.Single(call.Headers.GetValues(AccessHeaders.SignIn)));
        Assert.Equal((role, "127.0.0.1", TestBrowser.Name, true), (me.Role, me.SignIn.Address, me.SignIn.Browser, me.SignIn.IsCurrent));
        Assert.True(me.SignIn.ExpiresAt > me.SignIn.CreatedAt);
    }

    [Theory]
    [InlineData("a-wrong-token-0123", 401)]
    [InlineData("", 400)]
    [InlineData(null, 400)]
    public async Task SignIn_WithoutTheToken_SetsNothing(string? token, int status)
    {
        using var browser = new TestBrowser(Server);

        using var answer = await browser.PostTokenAsync(token);

        await ProblemAssert.IsProblemAsync(answer, status, "token");
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task SignIn_Again_EndsTheOneBefore()
    {
        using var browser = new TestBrowser(Server);
        await browser.SignInAsync(TestServer.Token);
        var before = browser.Cookie;

        await browser.SignInAsync(TestServer.ViewerToken);

        using var call = await browser.SendAsync(HttpMethod.Get, "/api/v1/me", cookie: before);
        await ProblemAssert.IsProblemAsync(call, 401);
        Assert.Equal(AccessRole.Viewer, (await browser.GetAsync<MeResource>("/api/v1/me")).Role);
    }

    [Fact]
    public async Task SignOut_EndsTheSignInAndWhatItWatches()
    {
        using var browser = new TestBrowser(Server);
        await browser.SignInAsync(TestServer.ViewerToken);
        await using var monitor = browser.Monitor();
        await using var events = await monitor.WatchAsync(shared.Session.Id);
        Assert.True(await events.MoveNextAsync());
        var closed = new TaskCompletionSource();
        monitor.Closed += _ =>
        {
            closed.SetResult();
            return Task.CompletedTask;
        };

        using var answer = await browser.SendAsync(HttpMethod.Delete, "/api/v1/signins/current");
        await closed.Task.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Contains("expires=Thu, 01 Jan 1970", Assert.Single(answer.Headers.GetValues("Set-Cookie")), StringComparison.OrdinalIgnoreCase);
        using var after = await browser.SendAsync(HttpMethod.Get, "/api/v1/me");
        await ProblemAssert.IsProblemAsync(after, 401);
    }

    [Fact]
    public async Task SignOut_OfAToken_IsToldThatThereIsNothingToEnd()
    {
        using var answer = await Server.Api.DeleteAsync("signins/current", TestContext.Current.CancellationToken);

        await ProblemAssert.IsProblemAsync(answer, 404);
    }

    [Fact]
    public async Task Revoke_ByAnOperator_EndsCallsWatchersAndTheCookie()
    {
        using var browser = new TestBrowser(Server);
        await browser.SignInAsync(TestServer.ViewerToken);
        var id = (await browser.GetAsync<MeResource>("/api/v1/me")).SignIn!.Id;
        await using var monitor = browser.Monitor();
        await using var events = await monitor.WatchAsync(shared.Session.Id);
        Assert.True(await events.MoveNextAsync());
        var listed = Assert.Single(await Server.GetAsync<SignInResource[]>("signins"), signIn => signIn.Id == id);

        using var answer = await Server.Api.DeleteAsync($"signins/{id}", TestContext.Current.CancellationToken);

        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            while (await events.MoveNextAsync())
            {
            }
        });
        Assert.Equal((HttpStatusCode.NoContent, AccessRole.Viewer, false), (answer.StatusCode, listed.Role, listed.IsCurrent));
        using var after = await browser.SendAsync(HttpMethod.Get, "/api/v1/me");
        await ProblemAssert.IsProblemAsync(after, 401);
        Assert.DoesNotContain(await Server.GetAsync<SignInResource[]>("signins"), signIn => signIn.Id == id);
        using var again = await Server.Api.DeleteAsync($"signins/{id}", TestContext.Current.CancellationToken);
        await ProblemAssert.IsProblemAsync(again, 404);
    }

    [Theory]
    [InlineData("http", false)]
    [InlineData("https", true)]
    public void Cookie_IsClosedToScriptsAndOtherSites_AndToPlainHttpWhereThereIsTls(string scheme, bool secure)
    {
        var options = SignInCookie.Options(new DefaultHttpContext { Request = { Scheme = scheme } }.Request);

        Assert.Equal((true, SameSiteMode.Strict, secure), (options.HttpOnly, options.SameSite, options.Secure));
        Assert.Null(options.Expires);
        Assert.Null(options.MaxAge);
    }
}
