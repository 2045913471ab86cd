namespace Damon.Model.Time;

/// <summary>A part of time, half open, Unix microseconds.</summary>
/// <param name="FromUs">Start.</param>
/// <param name="ToUs">End, not part of it.</param>
public readonly record struct TimeRange(long FromUs, long ToUs)
{
    /// <summary>No bound at all.</summary>
    public static TimeRange All { get; } = new(long.MinValue, long.MaxValue);
}
