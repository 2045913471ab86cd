using System.Globalization;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Damon.Run.Settings;

/// <summary>Where the server of this run is reached.</summary>
/// <param name="Host">Name or address, IPv6 in brackets.</param>
/// <param name="Port">TCP port.</param>
internal sealed partial record ServerAddress(string Host, int Port)
{
    /// <summary>The server's key for it.</summary>
    public const string Key = "Damon:Urls";

    /// <summary>The first of <paramref name="urls"/>, which are separated by semicolons.</summary>
    /// <exception cref="RunFailure">It is not <c>http://ADDRESS:PORT</c>.</exception>
    public static ServerAddress Parse(string urls)
    {
        var match = Url().Match(urls.Split(';')[0]);
        if (!match.Success || !int.TryParse(match.Groups["port"].ValueSpan, CultureInfo.InvariantCulture, out var port))
        {
            throw new RunFailure(RunFailure.WrongArguments, $"{Key} is {urls}; ./run needs http://ADDRESS:PORT.");
        }

        var host = match.Groups["host"].Value;
        // A server that listens everywhere is reached here.
        return new ServerAddress(host is "0.0.0.0" or "*" or "+" or "[::]" ? "127.0.0.1" : host, port);
    }

    /// <summary>What to open for <paramref name="path"/>; a token, when there is one, signs the browser in.</summary>
    public string AddressOf(string path, string token) =>
        $"http://{Host}:{Port}{path}{(token is "" ? "" : $"?token={Uri.EscapeDataString(token)}")}";

    /// <summary>Nobody may listen there yet: its answers would be taken for those of our server, which could not start.</summary>
    /// <exception cref="RunFailure">Somebody does.</exception>
    public async Task RequireFreeAsync()
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(Host.Trim('[', ']'), Port);
        }
        catch (Exception failure) when (failure is SocketException or ArgumentOutOfRangeException)
        {
            return;
        }

        throw new RunFailure(RunFailure.WrongArguments,
            $"Something already listens on {Host}:{Port}. Stop it, or choose another port: ./run --{Key}=http://127.0.0.1:{Port + 1}");
    }

    [GeneratedRegex(@"^http://(?<host>\[[0-9a-fA-F:]+\]|[^:/]+):(?<port>[0-9]+)/?$")]
    private static partial Regex Url();
}
