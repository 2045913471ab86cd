namespace Damon.Fuzz.Engine;

/// <summary>What one input may take.</summary>
/// <param name="Longest">Time; far more than any takes, as the machine may be busy.</param>
/// <param name="MostBytes">Memory allocated by the thread that reads, bytes. An input has 32 KiB at most.</param>
internal sealed record FuzzBounds(TimeSpan Longest, long MostBytes)
{
    /// <summary>Those of all targets.</summary>
    public static FuzzBounds Standard { get; } = new(TimeSpan.FromSeconds(10), 64 << 20);
}
