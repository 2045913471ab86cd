using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using Damon.Contracts;
using Damon.Contracts.Json;
using Damon.Contracts.Rest;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Damon.Fuzz.Wire;

/// <summary>The real server on a free port of the loopback address, in a folder of its own, with a sampler that makes up what it pushes.</summary>
internal sealed class FuzzServer : IDisposable
{
    public const string Token = "fuzz-token-0123456789";

    private readonly string _folder = Directory.CreateTempSubdirectory("damon-fuzz-").FullName;
    private readonly WebApplication _app;
    private readonly HttpClient _client;
    private FuzzSampler? _sampler;

    public FuzzServer()
    {
        Socket = Path.Combine(_folder, "sampler.sock");
        _app = Damon.Server.Program.Build(
            [
                "--Damon:Urls=http://127.0.0.1:0", $"--Damon:Database={Path.Combine(_folder, "damon.db")}", $"--Damon:Link:Socket={Socket}", $"--Damon:Auth:Token={Token}",
                "--Damon:StartsPerMinute=1000000", "--Damon:Auth:FailuresPerMinute=1000000", "--Damon:Link:AnswerSeconds=5", "--Damon:Link:GraceSeconds=3600",
            ],
            builder =>
            {
                builder.Logging.ClearProviders();
                builder.Logging.AddProvider(Faults);
            });
        _app.StartAsync().GetAwaiter().GetResult();
        Address = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First(static address => !address.Contains("unix", StringComparison.Ordinal)));
        _client = new HttpClient { BaseAddress = Address };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
    }

    /// <summary>What went wrong in it.</summary>
    public FaultLog Faults { get; } = new();

    public Uri Address { get; }

    /// <summary>Where samplers connect.</summary>
    public string Socket { get; }

    /// <summary>A session that runs and has snapshots, mappings and idle ages.</summary>
    public async Task<string> SessionAsync()
    {
        _sampler ??= await FuzzSampler.ConnectAsync(Socket);
        using var answer = await _client.PostAsJsonAsync("api/v1/sessions", new { targets = new[] { new { pid = 100 } } });
        answer.EnsureSuccessStatusCode();
        var session = (await answer.Content.ReadFromJsonAsync<SessionResource>(ContractJson.Options))!.Id;
        await _sampler.PushAsync(session);
        return session;
    }

    /// <summary>Ends the sampler that makes things up: another takes its place.</summary>
    public async Task LoseSamplerAsync()
    {
        if (_sampler is { } sampler)
        {
            _sampler = null;
            await sampler.DisposeAsync();
        }
    }

    /// <summary>Whether a session is there, and runs.</summary>
    public async Task<bool> RunsAsync(string session)
    {
        using var answer = await _client.GetAsync(new Uri($"api/v1/sessions/{session}", UriKind.Relative));
        return answer.IsSuccessStatusCode && (await answer.Content.ReadAsStringAsync()).Contains("\"state\":\"running\"", StringComparison.Ordinal);
    }

    /// <summary>A connection to a part of the server, through TCP or through the samplers' socket.</summary>
    public async Task<NetworkStream> ConnectAsync(bool asSampler = false)
    {
        var socket = asSampler
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (asSampler)
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(Socket));
        }
        else
        {
            await socket.ConnectAsync(Address.Host, Address.Port);
        }

        return new NetworkStream(socket, ownsSocket: true);
    }

    public void Dispose()
    {
        LoseSamplerAsync().GetAwaiter().GetResult();
        _client.Dispose();
        using var hurry = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        _app.StopAsync(hurry.Token).GetAwaiter().GetResult();
        _app.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Directory.Delete(_folder, recursive: true);
    }
}
