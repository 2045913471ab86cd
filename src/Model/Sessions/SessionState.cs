namespace Damon.Model.Sessions;

/// <summary>Where a session is in its life.</summary>
public enum SessionState
{
    /// <summary>Accepted, the sampler has not yet begun.</summary>
    Starting,

    /// <summary>Being sampled.</summary>
    Running,

    /// <summary>Asked to stop, not yet ended.</summary>
    Stopping,

    /// <summary>Ended as asked, or because every target is gone.</summary>
    Stopped,

    /// <summary>Ended by a fault of the sampler or of its host.</summary>
    Failed,

    /// <summary>The server or the sampler went away while it ran; its history ends, or has a hole, there.</summary>
    Interrupted,
}
