using Damon.Contracts.Rest;

namespace Damon.Run.Arguments;

/// <summary>The command line of <c>./run top</c> or <c>./run report</c>, understood.</summary>
/// <param name="Target">What to look at; null for what is monitored already.</param>
/// <param name="ServerOptions">Options of the server, in order.</param>
internal sealed record LookOptions(TargetRequest? Target, IReadOnlyList<string> ServerOptions)
{
    /// <summary>For how long a report monitors.</summary>
    public TimeSpan For { get; init; }

    /// <summary>Whether a report is one JSON document.</summary>
    public bool AsJson { get; init; }
}
