namespace Damon.Server.Sessions;

/// <summary>What a change has done to a session.</summary>
/// <param name="Before">The session before.</param>
/// <param name="Now">The session after; the same one when nothing has changed.</param>
internal readonly record struct SessionChange(Session Before, Session Now)
{
    /// <summary>Whether the session has gone into another state.</summary>
    public bool Moved => Before.State != Now.State;
}
