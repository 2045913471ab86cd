namespace Damon.Run.Processes;

/// <summary>Names of what a run consists of.</summary>
internal static class Part
{
    /// <summary>The web server.</summary>
    public const string Server = "server";

    /// <summary>What reads the page tables.</summary>
    public const string Sampler = "sampler";

    /// <summary>The demo or the command to monitor.</summary>
    public const string Workload = "workload";

    /// <summary>The order of their end: the sampler before the server, whose last snapshots and reason are to be stored.</summary>
    public static IReadOnlyList<string> InOrderOfEnd { get; } = [Workload, Sampler, Server];
}
