namespace Damon.Client.Idle;

/// <summary>What can be shown of idle memory.</summary>
public enum IdleState
{
    /// <summary>Not known yet whether there is anything.</summary>
    Loading,

    /// <summary>The session is too young, or its target is.</summary>
    Waiting,

    /// <summary>At the time shown nothing was known yet.</summary>
    Before,

    /// <summary>Nothing was recorded of it.</summary>
    Absent,

    /// <summary>The session's plan does not follow single pages.</summary>
    NotFollowed,

    /// <summary>A look is shown.</summary>
    Known,
}
