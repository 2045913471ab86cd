namespace Damon.Client.Compare.Sides;

/// <summary>What one side is to show.</summary>
public sealed record SideSettings
{
    /// <summary>Session id; empty when none is chosen.</summary>
    public string Session { get; init; } = "";

    /// <summary>Index of the target.</summary>
    public int Target { get; init; }

    /// <summary>Begin of the range since the session's start, microseconds; null for the default.</summary>
    public long? FromUs { get; init; }

    /// <summary>End of the range since the session's start, microseconds; null for the default.</summary>
    public long? ToUs { get; init; }

    /// <summary>Whether a range is asked for.</summary>
    public bool HasRange => FromUs is not null || ToUs is not null;
}
