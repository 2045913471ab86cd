using Damon.Server.Configuration;
using Damon.Server.Security.Tokens;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Damon.Server.Hosting;

/// <summary>
/// Prints the address to open once the server listens. It is the only line on standard output (logs go to
/// standard error), so that a script can wait for it.
/// </summary>
internal sealed class ReadyLine(IServer server, IHostApplicationLifetime life, DamonSettings settings, AccessTokens tokens, ILogger<ReadyLine> log) : IHostedService
{
    /// <summary>Whether the server has come up in this process.</summary>
    public static bool Printed { get; private set; }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Read or made now that the database's folder is there: a fault of their files ends the start.
        _ = tokens.Operator.Text;
        _ = tokens.Viewer.Text;
        life.ApplicationStarted.Register(Print);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Print()
    {
        // A token that was given is the giver's secret and stays out of logs; a generated one is known to nobody yet.
        var query = tokens is { AreRequired: true, Operator.IsGenerated: true } ? "?token=" + tokens.Operator.Text : "";
        Console.Out.WriteLine($"Damon is ready: {Address()}/{query}");
        Console.Out.Flush();
        Printed = true;
        if (!tokens.AreRequired)
        {
            log.LogWarning("AUTHENTICATION IS DISABLED (Damon:Auth:Disabled): every user and program of this host can monitor every process that the sampler can read");
        }
        else if (!tokens.Operator.IsGenerated)
        {
            log.LogInformation("Open the address with ?token= and the token given in Damon:Auth:Token");
        }

        if (tokens.Viewer.IsKept)
        {
            log.LogInformation("Who may only look signs in with the token in {File}", settings.ViewerTokenFile);
        }

        if (!settings.LoopbackOnly && settings.Urls.Any(url => !url.IsHttps && !url.IsLoopback))
        {
            log.LogWarning("Damon:Urls has an address that others can reach without TLS: the token and everything recorded travel in the clear");
        }
    }

    private string Address()
    {
        var bound = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault(address => !address.Contains("unix:", StringComparison.Ordinal))
            ?? settings.Urls[0].Text;
        return bound.Replace("://0.0.0.0", "://127.0.0.1", StringComparison.Ordinal).Replace("://[::]", "://127.0.0.1", StringComparison.Ordinal).TrimEnd('/');
    }
}
