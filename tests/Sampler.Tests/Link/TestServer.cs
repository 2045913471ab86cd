using Damon.Contracts.Link;
using Damon.Sampler.Link;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Damon.Sampler.Tests.Link;

/// <summary>A server with nothing but the samplers' hub, on a Unix domain socket; can go and come back.</summary>
internal sealed class TestServer(string socketPath) : IAsyncDisposable
{
    private WebApplication? _app;

    public Journal Calls { get; } = new();

    public ISamplerClient Sampler => _app!.Services.GetRequiredService<IHubContext<SamplerHub, ISamplerClient>>().Clients.Client(Calls.ConnectionId);

    public async Task StartAsync()
    {
        File.Delete(socketPath);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenUnixSocket(socketPath));
        builder.Services.AddSingleton(Calls);
        builder.Services.AddSignalR(options => options.MaximumReceiveMessageSize = null).AddMessagePackProtocol();
        _app = builder.Build();
        _app.UseWebSockets();
        _app.MapHub<SamplerHub>(UnixSocketHub.HubPath);
        await _app.StartAsync(TestContext.Current.CancellationToken);
    }

    public async Task StopAsync()
    {
        if (_app is not null)
        {
            using var now = new CancellationTokenSource();
            await now.CancelAsync();
            await _app.StopAsync(now.Token);
            await _app.DisposeAsync();
            _app = null;
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync();
}
