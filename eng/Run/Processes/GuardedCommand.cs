namespace Damon.Run.Processes;

/// <summary>A program to run for as long as this process lives.</summary>
/// <param name="Part">What it is in the run.</param>
/// <param name="Words">The program and its arguments.</param>
internal sealed record GuardedCommand(string Part, IReadOnlyList<string> Words)
{
    /// <summary>Words before the guard: sudo, for a program that this process may not signal.</summary>
    public IReadOnlyList<string> GuardPrefix { get; init; } = [];

    /// <summary>Where its output goes; null for this terminal.</summary>
    public string? Log { get; init; }

    /// <summary>Whether its guard removes the run's folder when this process could not.</summary>
    public bool RemovesFolder { get; init; }

    /// <summary>Variables it gets beside ours.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();
}
