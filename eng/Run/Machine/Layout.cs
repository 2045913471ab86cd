namespace Damon.Run.Machine;

/// <summary>Where things are.</summary>
/// <param name="Root">The checkout.</param>
/// <param name="DotNet">Full path of dotnet: sudo replaces PATH.</param>
/// <param name="Logs">Folder of the logs and of the token.</param>
internal sealed record Layout(string Root, string DotNet, string Logs)
{
    /// <summary>The server's program.</summary>
    public string Server => Path.Combine(Root, "artifacts/publish/Server/Damon.Server.dll");

    /// <summary>The sampler's program, and the demo's.</summary>
    public string Sampler => Path.Combine(Root, "artifacts/publish/Sampler/Damon.Sampler.dll");

    /// <summary>Keeps the token of the servers that this user starts.</summary>
    public string Token => Path.Combine(Logs, "token");

    /// <summary>Keeps a program alive for as long as this process lives.</summary>
    public string Guard => Path.Combine(Root, "eng/guarded");

    /// <summary>As eng/publish has laid it out: this program is in artifacts/publish/Run.</summary>
    public static Layout OfThisProgram() =>
        new(Path.GetFullPath("../../..", AppContext.BaseDirectory).TrimEnd('/'), Environment.ProcessPath!, LogsFolder());

    /// <summary>The log of <paramref name="name"/>; runs on different ports have different ones.</summary>
    public string LogOf(string name, int port) => Path.Combine(Logs, $"{name}-{port}.log");

    private static string LogsFolder()
    {
        var home = Environment.GetEnvironmentVariable("HOME") is { Length: > 0 } own ? own : "/root";
        var state = Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } given ? given : Path.Combine(home, ".local/state");
        return Path.Combine(state, "damon");
    }
}
