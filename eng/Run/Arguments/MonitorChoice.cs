namespace Damon.Run.Arguments;

/// <summary>What the command line asks to monitor.</summary>
internal abstract record MonitorChoice
{
    private MonitorChoice()
    {
    }

    /// <summary>Nothing: somebody chooses in the browser.</summary>
    public sealed record Nothing : MonitorChoice;

    /// <summary>A process that runs already.</summary>
    public sealed record Existing(int Pid) : MonitorChoice;

    /// <summary>The workload whose hot memory moves.</summary>
    public sealed record Demo : MonitorChoice;

    /// <summary>A program to start; at least its name.</summary>
    public sealed record Command(IReadOnlyList<string> Words) : MonitorChoice;
}
