namespace Damon.Client.Idle.Words;

/// <summary>One figure of the headline.</summary>
/// <param name="Value">The figure, or that it is not known yet.</param>
/// <param name="Error">How sure it is; null where nothing is estimated.</param>
/// <param name="Note">What it means, with clock times.</param>
public sealed record HeadlineFigure(string Value, string? Error, string Note)
{
    /// <summary>Said instead of a figure.</summary>
    public const string Unknown = "not known yet";

    /// <summary>Whether there is a figure.</summary>
    public bool IsKnown => Value != Unknown;
}
