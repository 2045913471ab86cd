namespace Damon.Server.History.Retention;

/// <summary>How much is kept. What goes beyond is deleted, the oldest first.</summary>
/// <param name="AgeUs">Longest time since something was recorded, microseconds; null for ever.</param>
/// <param name="SessionBytes">Most that one session may take, bytes; null for no bound.</param>
/// <param name="AllBytes">Most that all together may take, bytes; null for no bound.</param>
internal sealed record RetentionLimits(long? AgeUs, long? SessionBytes, long? AllBytes)
{
    /// <summary>Whether anything is ever deleted.</summary>
    public bool IsBounded => AgeUs is not null || SessionBytes is not null || AllBytes is not null;
}
