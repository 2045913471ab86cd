namespace Damon.Client.Compare;

/// <summary>How far the comparison has come.</summary>
public enum ComparePhase
{
    /// <summary>Sessions or ranges are being loaded.</summary>
    Loading,

    /// <summary>Two sessions have to be chosen first.</summary>
    Choosing,

    /// <summary>At least one side has nothing to show in its range.</summary>
    Empty,

    /// <summary>Both sides are shown.</summary>
    Ready,

    /// <summary>The server could not be asked.</summary>
    Failed,
}
