using System.Net.Http.Headers;
using System.Net.Http.Json;
using Damon.Contracts;
using Damon.Contracts.Json;
using Damon.Contracts.Rest;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Damon.Server.Tests.Hosting;

/// <summary>The real server on a free port, a temporary socket and a temporary database.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    public const string Token = "test-token-0123456789";

    public const string ViewerToken = "viewer-token-0123456789";

    private readonly WebApplication _app;

    private TestServer(WebApplication app, string socket)
    {
        _app = app;
        Socket = socket;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First(address => !address.Contains("unix", StringComparison.Ordinal)));
        Api = new HttpClient { BaseAddress = new Uri(Address, "/api/v1/") };
        Api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        Browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };
    }

    public Uri Address { get; }

    public string Socket { get; }

    /// <summary>With the token, relative to the API.</summary>
    public HttpClient Api { get; }

    /// <summary>Without the token, relative to the root, no redirects followed.</summary>
    public HttpClient Browser { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<TestServer> StartAsync(TemporaryDirectory directory, TimeProvider? time = null, params string[] settings)
    {
        var socket = directory["sampler.sock"];
        var app = Program.Build(
            [
                "--Damon:Urls=http://127.0.0.1:0",
                $"--Damon:Database={directory["damon.db"]}",
                $"--Damon:Link:Socket={socket}",
                $"--Damon:Auth:Token={Token}",
                $"--Damon:Auth:ViewerToken={ViewerToken}",
                .. settings,
            ],
            builder =>
            {
                builder.Logging.ClearProviders();
                if (time is not null)
                {
                    builder.Services.AddSingleton(time);
                }
            });
        try
        {
            await app.StartAsync(TestContext.Current.CancellationToken);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return new TestServer(app, socket);
    }

    public async Task<FakeSampler> ConnectSamplerAsync(string id = "sampler-1", params string[] running)
    {
        var sampler = new FakeSampler(Socket, id);
        await sampler.ConnectAsync(running);
        return sampler;
    }

    public Task<HttpResponseMessage> PostAsync(string path, object? body = null)
        => Api.PostAsync(path, body is string text ? new StringContent(text, new MediaTypeHeaderValue("application/json")) : JsonContent.Create(body ?? new { }), TestContext.Current.CancellationToken);

    public Task<T> GetAsync<T>(string path) => Api.GetAsync<T>(path);

    /// <summary>Starts a session on a process and answers it.</summary>
    public Task<SessionResource> StartSessionAsync(int pid = 100) => Api.StartSessionAsync(pid);

    /// <summary>Reads a session until it is as wanted.</summary>
    public Task<SessionResource> WaitForAsync(string id, Func<SessionResource, bool> wanted) => Api.WaitForAsync($"sessions/{id}", wanted);

    public HubConnection Monitor(bool messagePack = false, string token = Token)
    {
        var builder = new HubConnectionBuilder().WithUrl(new Uri(Address, "/hubs/monitor"), options =>
        {
            options.Transports = HttpTransportType.WebSockets;
            options.AccessTokenProvider = () => Task.FromResult<string?>(token);
        });
        return (messagePack ? builder.AddMessagePackProtocol() : builder.AddJsonProtocol(json => ContractJson.Apply(json.PayloadSerializerOptions))).Build();
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        Browser.Dispose();
        using var hurry = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        await _app.StopAsync(hurry.Token);
        await _app.DisposeAsync();
    }
}
