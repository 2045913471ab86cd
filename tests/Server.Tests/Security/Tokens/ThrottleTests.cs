using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using Damon.Server.Tests.Hosting;
using Damon.Server.Tests.Security.SignIns;

namespace Damon.Server.Tests.Security.Tokens;

public sealed class ThrottleTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task WrongTokens_TooManyFromOneAddress_AreNotLookedAtNorIsTheRightOne()
    {
        await using var server = await StartAsync(2);
        using var browser = new TestBrowser(server);
        await browser.SignInAsync(TestServer.ViewerToken);
        using var here = From(server, "127.0.0.1");
        using var there = From(server, "127.0.0.2");

        Assert.Equal((401, 401), (await BearerAsync(here, "wrong"), await LinkAsync(here, "wrong")));

        using var refused = await here.PostAsJsonAsync("/api/v1/signins", new { token = TestServer.Token }, TestContext.Current.CancellationToken);
        await ProblemAssert.IsProblemAsync(refused, 429);
        Assert.Equal(30, refused.Headers.RetryAfter?.Delta?.TotalSeconds);
        Assert.Equal((429, 429), (await BearerAsync(here, TestServer.Token), await LinkAsync(here, TestServer.Token)));
        Assert.Equal((200, 302), (await BearerAsync(there, TestServer.Token), await LinkAsync(there, TestServer.ViewerToken)));
        using var signedIn = await browser.SendAsync(HttpMethod.Get, "/api/v1/sessions");
        Assert.Equal(HttpStatusCode.OK, signedIn.StatusCode);
    }

    [Fact]
    public async Task WrongTokens_TooManyInAll_AreNotLookedAtFromAnyAddress()
    {
        await using var server = await StartAsync(1);
        using var other = From(server, "127.0.2.1");
        Assert.Equal(200, await BearerAsync(other, TestServer.Token));
        for (var i = 1; i <= 10; i++)
        {
            using var one = From(server, $"127.0.1.{i}");
            Assert.Equal(401, await BearerAsync(one, "wrong"));
        }

        // One more may be shown every six seconds: on a busy machine that may have been just now.
        var status = await BearerAsync(other, TestServer.Token);
        for (var i = 11; i < 250 && status == 200; i++)
        {
            using var one = From(server, $"127.0.1.{i}");
            await BearerAsync(one, "wrong");
            status = await BearerAsync(other, TestServer.Token);
        }

        Assert.Equal(429, status);
    }

    [Fact]
    public async Task WrongTokens_AfterAWhile_MayBeShownAgain()
    {
        await using var server = await StartAsync(60);
        using var here = From(server, "127.0.0.1");
        while (await BearerAsync(here, "wrong") == 401)
        {
        }

        while (await BearerAsync(here, TestServer.Token) == 429)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.Equal(200, await BearerAsync(here, TestServer.Token));
    }

    [Fact]
    public async Task RightTokensAndNone_AreNotCounted()
    {
        await using var server = await StartAsync(1);
        using var here = From(server, "127.0.0.1");
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(200, await BearerAsync(here, TestServer.Token));
            using var none = await here.GetAsync("/api/v1/sessions", TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Unauthorized, none.StatusCode);
        }
    }

    private static async Task<int> BearerAsync(HttpClient client, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/sessions");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return (int)answer.StatusCode;
    }

    private static async Task<int> LinkAsync(HttpClient client, string token)
    {
        using var answer = await client.GetAsync($"/?token={token}", TestContext.Current.CancellationToken);
        return (int)answer.StatusCode;
    }

    /// <summary>Another address of the loopback network is another caller.</summary>
    private static HttpClient From(TestServer server, string address) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectCallback = async (context, cancellation) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
            await socket.ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    { BaseAddress = server.Address };

    private Task<TestServer> StartAsync(int perMinute) => TestServer.StartAsync(_directory, null, $"--Damon:Auth:FailuresPerMinute={perMinute}");
}
