using System.Net.Http.Headers;
using System.Net.Http.Json;
using Damon.Contracts;
using Damon.Contracts.Rest.Access;
using Damon.Server.Tests.Hosting;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Damon.Server.Tests.Security.SignIns;

/// <summary>A browser as the server sees it: it has a name and keeps one cookie.</summary>
internal sealed class TestBrowser(TestServer server) : IDisposable
{
    public const string Name = "Browser of the tests";

    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = server.Address };

    /// <summary>What the cookie holds.</summary>
    public string Cookie { get; set; } = "";

    private string CookieName => $"damon-{server.Address.Port}";

    /// <summary>Opens an address with a token.</summary>
    public async Task SignInAsync(string token)
    {
        using var answer = await SendAsync(HttpMethod.Get, $"/?token={token}");
        Assert.Equal(302, (int)answer.StatusCode);
        Keep(answer);
    }

    /// <summary>Sends a token as a form does.</summary>
    public async Task<HttpResponseMessage> PostTokenAsync(string? token)
    {
        var answer = await SendAsync(HttpMethod.Post, "/api/v1/signins", content: JsonContent.Create(new SignInRequest { Token = token }, options: ContractJson.Options));
        if (answer.IsSuccessStatusCode)
        {
            Keep(answer);
        }

        return answer;
    }

    /// <summary>Calls, with the cookie unless told otherwise.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? bearer = null, string? cookie = null, HttpContent? content = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Add("User-Agent", Name);
        request.Headers.Authorization = bearer is null ? null : new AuthenticationHeaderValue("Bearer", bearer);
        if ((cookie ?? Cookie) is { Length: > 0 } value)
        {
            request.Headers.Add("Cookie", $"{CookieName}={value}");
        }

        return _client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<T> GetAsync<T>(string path)
    {
        using var answer = await SendAsync(HttpMethod.Get, path);
        Assert.Equal(200, (int)answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<T>(ContractJson.Options, TestContext.Current.CancellationToken))!;
    }

    /// <summary>A connection to watch sessions by, with the cookie.</summary>
    public HubConnection Monitor() => new HubConnectionBuilder().WithUrl(new Uri(server.Address, "/hubs/monitor"), options =>
    {
        options.Transports = HttpTransportType.WebSockets;
        options.Headers["Cookie"] = $"{CookieName}={Cookie}";
    }).AddJsonProtocol(json => ContractJson.Apply(json.PayloadSerializerOptions)).Build();

    public void Dispose() => _client.Dispose();

    private void Keep(HttpResponseMessage answer)
    {
        var set = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith(CookieName + "=", set, StringComparison.Ordinal);
        Cookie = set.Split(';')[0][(CookieName.Length + 1)..];
    }
}
