namespace Damon.Client.Sessions.Listing;

/// <summary>Which sessions a list shows, by their state.</summary>
public enum SessionChoice
{
    /// <summary>Every one.</summary>
    All,

    /// <summary>Those that have not ended.</summary>
    Running,

    /// <summary>Those that have ended, however they did.</summary>
    Ended,
}
