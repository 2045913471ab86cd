namespace Damon.Client.Live;

/// <summary>Whether the page hears from the server.</summary>
public enum ConnectionState
{
    /// <summary>Not needed: the session has ended.</summary>
    None,

    /// <summary>Being opened for the first time.</summary>
    Connecting,

    /// <summary>Events arrive.</summary>
    Connected,

    /// <summary>Lost; being tried again.</summary>
    Lost,
}
