namespace Damon.Server.History;

/// <summary>A part of a session's time, half open, Unix microseconds.</summary>
/// <param name="FromUs">Start.</param>
/// <param name="ToUs">End, not part of it.</param>
internal readonly record struct TimeRange(long FromUs, long ToUs)
{
    /// <summary>No bound at all.</summary>
    public static TimeRange All { get; } = new(long.MinValue, long.MaxValue);
}
