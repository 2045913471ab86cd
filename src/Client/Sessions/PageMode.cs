namespace Damon.Client.Sessions;

/// <summary>What the session page shows.</summary>
public enum PageMode
{
    /// <summary>Not yet known.</summary>
    Loading,

    /// <summary>The newest data, as it comes.</summary>
    Live,

    /// <summary>The session runs, the picture stands still.</summary>
    Paused,

    /// <summary>A recording.</summary>
    Replay,

    /// <summary>Nothing: the session cannot be shown.</summary>
    Failed,
}
