using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using Damon.Contracts.Rest;
using Damon.Server.Tests.Hosting;

namespace Damon.Server.Tests.Security;

public sealed class AccessTests(SharedServer shared) : IClassFixture<SharedServer>, IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("GET", "/api/v1/sessions")]
    [InlineData("POST", "/api/v1/sessions")]
    [InlineData("GET", "/api/v1/processes")]
    [InlineData("DELETE", "/api/v1/sessions/x")]
    [InlineData("POST", "/hubs/monitor/negotiate?negotiateVersion=1")]
    [InlineData("GET", "/api/v1/sessions?access_token=" + TestServer.Token)]
    [InlineData("GET", "/metrics")]
    public async Task Call_WithoutToken_IsUnauthorized(string method, string path)
    {
        var server = shared.Server;

        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Content = method == "POST" ? JsonContent.Create(new { }) : null;
        using var response = await server.Browser.SendAsync(request, TestContext.Current.CancellationToken);

        await ProblemAssert.IsProblemAsync(response, 401);
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.Single().Scheme);
    }

    [Fact]
    public async Task Call_WrongToken_IsUnauthorized()
    {
        var server = shared.Server;
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/sessions");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", TestServer.Token + "0");

        using var response = await server.Browser.SendAsync(request, TestContext.Current.CancellationToken);

        await ProblemAssert.IsProblemAsync(response, 401);
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/api/v1/health")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/robots.txt")]
    public async Task Get_WhatNeedsNoToken_IsAnswered(string path)
    {
        var server = shared.Server;

        using var response = await server.Browser.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.NotEmpty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task TokenLink_RightToken_SetsACookieThatOpensTheApi()
    {
        await using var server = await TestServer.StartAsync(_directory);

        using var link = await server.Browser.GetAsync(new Uri($"/sessions/7?view=a%26b&token={TestServer.Token}&from=1", UriKind.Relative), TestContext.Current.CancellationToken);
        using var call = await server.Browser.GetAsync(new Uri("/api/v1/sessions", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Redirect, link.StatusCode);
        Assert.Equal("/sessions/7?view=a%26b&from=1", link.Headers.Location?.OriginalString);
        var cookie = Assert.Single(link.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith($"damon-{server.Address.Port}=", cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.OK, call.StatusCode);
    }

    [Theory]
    [InlineData("//elsewhere.example/x")]
    [InlineData("/%5Celsewhere.example/x")]
    public async Task TokenLink_PathToAnotherSite_StaysHere(string path)
    {
        var server = shared.Server;
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(server.Address.Host, server.Address.Port, TestContext.Current.CancellationToken);
        using var stream = tcp.GetStream();
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"GET {path}?token={TestServer.Token} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"), TestContext.Current.CancellationToken);
        var answer = await new StreamReader(stream).ReadToEndAsync(TestContext.Current.CancellationToken);

        var location = answer.Split("\r\n").Single(line => line.StartsWith("Location:", StringComparison.Ordinal))["Location: ".Length..];
        Assert.Equal("localhost", new Uri(new Uri("http://localhost/"), location).Host);
    }

    [Fact]
    public async Task TokenLink_WrongToken_IsUnauthorizedAndSetsNothing()
    {
        var server = shared.Server;

        using var response = await server.Browser.GetAsync(new Uri("/?token=guess", UriKind.Relative), TestContext.Current.CancellationToken);

        await ProblemAssert.IsProblemAsync(response, 401, "token");
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task AuthDisabled_NeedsNoToken()
    {
        await using var server = await TestServer.StartAsync(_directory, null, "--Damon:Auth:Disabled=true");

        using var response = await server.Browser.GetAsync(new Uri("/api/v1/sessions", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("localhost", 200)]
    [InlineData("localhost:1234", 200)]
    [InlineData("[::1]", 200)]
    [InlineData("127.0.0.9", 200)]
    [InlineData("my.proxy", 200)]
    [InlineData("rebound.example", 403)]
    [InlineData("10.0.0.1", 403)]
    public async Task Host_OnLoopback_MustBeLoopbackOrAllowed(string host, int status)
    {
        await using var server = await TestServer.StartAsync(_directory, null, "--Damon:AllowedHosts=my.proxy,other");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health");
        request.Headers.Host = host;

        using var response = await server.Browser.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("Origin", "http://evil.example", 403)]
    [InlineData("Origin", "http://127.0.0.1:1", 403)]
    [InlineData("Origin", "null", 403)]
    [InlineData("Sec-Fetch-Site", "cross-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-origin", 200)]
    public async Task Call_FromAnotherOrigin_IsForbiddenEvenWithTheToken(string header, string value, int status)
    {
        var server = shared.Server;
        foreach (var path in new[] { "sessions", "../../hubs/monitor/negotiate", "../../metrics" })
        {
            using var request = new HttpRequestMessage(path.EndsWith("negotiate", StringComparison.Ordinal) ? HttpMethod.Post : HttpMethod.Get, path);
            request.Headers.Add(header, value);

            using var response = await server.Api.SendAsync(request, TestContext.Current.CancellationToken);

            Assert.Equal(status, (int)response.StatusCode);
        }
    }

    [Fact]
    public async Task Call_FromTheOwnOrigin_IsAnswered()
    {
        var server = shared.Server;
        using var request = new HttpRequestMessage(HttpMethod.Get, "sessions");
        request.Headers.Add("Origin", server.Address.GetLeftPart(UriPartial.Authority));

        using var response = await server.Api.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("/", true)]
    [InlineData("/sessions/some-id", true)]
    [InlineData("/robots.txt", true)]
    [InlineData("/nothing.js", true)]
    [InlineData("/api/v1/health", false)]
    [InlineData("/openapi/v1.json", false)]
    [InlineData("/metrics", false)]
    public async Task Page_OfTheClient_MayLoadAndCallOnlyThisServer(string path, bool has)
    {
        var server = shared.Server;

        using var response = await server.Browser.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(has, response.Headers.TryGetValues("Content-Security-Policy", out var policies));
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        if (has)
        {
            var rules = Assert.Single(policies!).Split("; ").ToDictionary(rule => rule.Split(' ')[0], rule => rule.Split(' ')[1..]);
            Assert.Equal(["'self'"], rules["default-src"]);
            Assert.Equal(["'self'"], rules["connect-src"]);
            Assert.Equal(["'none'"], rules["frame-ancestors"]);
            Assert.DoesNotContain("'unsafe-inline'", rules["script-src"]);
            Assert.DoesNotContain("'unsafe-eval'", rules["script-src"]);
        }
    }

    [Fact]
    public async Task SamplerHub_OverTcp_DoesNotExistEvenWithTheToken()
    {
        var server = shared.Server;

        using var response = await server.Api.PostAsync("../../hubs/sampler/negotiate?negotiateVersion=1", null, TestContext.Current.CancellationToken);

        await ProblemAssert.IsProblemAsync(response, 404);
    }

    [Fact]
    public async Task Api_OverTheSamplersSocket_DoesNotExist()
    {
        var server = shared.Server;
        using var client = Unix(server.Socket);

        using var response = await client.GetAsync(new Uri("http://localhost/health"), TestContext.Current.CancellationToken);

        await ProblemAssert.IsProblemAsync(response, 404);
    }

    [Fact]
    public async Task SamplerHub_UserNotAllowed_IsForbiddenNamingTheSetting()
    {
        await using var server = await TestServer.StartAsync(_directory, null, "--Damon:Link:AllowedUids=4294967294");
        using var client = Unix(server.Socket);

        using var response = await client.GetAsync(new Uri("http://localhost/hubs/sampler"), TestContext.Current.CancellationToken);

        await ProblemAssert.IsProblemAsync(response, 403);
        Assert.Contains("Damon:Link:AllowedUids", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await using var sampler = new FakeSampler(server.Socket, "stranger");
        await Assert.ThrowsAnyAsync<Exception>(() => sampler.ConnectAsync());
        Assert.Empty(await server.GetAsync<SamplerResource[]>("samplers"));
    }

    private static HttpClient Unix(string path) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, cancellation) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        },
    });
}
