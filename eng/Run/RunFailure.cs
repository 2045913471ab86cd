namespace Damon.Run;

/// <summary>Ends the run with a sentence for the person at the terminal and an exit status.</summary>
internal sealed class RunFailure : Exception
{
    /// <summary>Status of a command line that must be changed.</summary>
    public const int WrongArguments = 2;

    /// <summary>Status of everything else.</summary>
    public const int Failed = 1;

    /// <summary>A failure with <paramref name="status"/>; the end of <paramref name="part"/>'s log is shown when it is given.</summary>
    public RunFailure(int status, string sentence, string? part = null)
        : base(sentence)
    {
        Status = status;
        Part = part;
    }

    /// <summary>What the process ends with.</summary>
    public int Status { get; }

    /// <summary>The part whose log tells more; null when none does.</summary>
    public string? Part { get; }
}
