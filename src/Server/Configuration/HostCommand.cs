namespace Damon.Server.Configuration;

/// <summary>The command by which this server was installed or started, as sentences name it.</summary>
internal static class HostCommand
{
    /// <summary>Where the package or the image says how it is called.</summary>
    private const string Variable = "DAMON_COMMAND";

    /// <summary>What reads everything that is recorded, and tells what is damaged.</summary>
    public static string CheckDatabase { get; } = $"{(Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } told ? told : "./run")} check-database";
}
