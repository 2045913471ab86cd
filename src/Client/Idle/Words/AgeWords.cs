using Damon.Client.Times;
using Damon.Contracts.Rest;
using Damon.Model.Format;

namespace Damon.Client.Idle.Words;

/// <summary>Pictures of ages in words.</summary>
/// <param name="time">How times are shown.</param>
public sealed class AgeWords(TimeMapping time)
{
    /// <summary>When memory of an age was accessed last: <c>14:04:20 to 14:05:10</c>, <c>before 14:04:20</c>.</summary>
    /// <param name="age">The age.</param>
    /// <param name="atUs">The look, Unix microseconds.</param>
    /// <param name="sinceUs">Since when it has been watched, Unix microseconds; null when not known.</param>
    public string LastUsed(AgeClass age, long atUs, long? sinceUs)
    {
        var from = atUs - (age.FromS * 1e6);
        return age.ToS is { } to ? $"last used {Clock(Math.Max(atUs - (to * 1e6), Math.Min(from, sinceUs ?? 0)))} to {Clock(from)}"
            : sinceUs > from ? $"not used since {Clock(sinceUs.Value)}"
            : $"last used before {Clock(from)}";
    }

    /// <summary>All of a look: how much of each age, and what is unknown.</summary>
    /// <param name="point">The look.</param>
    /// <param name="watchedUs">For how long it had been watched, microseconds; null when not known.</param>
    public string Look(IdlePoint point, double? watchedUs)
    {
        var parts = AgeClasses.All.Where(age => age.Of(point.Bytes) > 0).Select(age => $"{ByteSize.Text(age.Of(point.Bytes))} {AgeClasses.Name(age, watchedUs)}");
        var all = point.UnknownBytes > 0 ? parts.Append($"{ByteSize.Text(point.UnknownBytes)} unknown") : parts;
        return $"At {Clock(point.Us)}, {ByteSize.Text(point.ResidentBytes)} resident: {string.Join(", ", all)}.";
    }

    /// <summary>Time of day, to the second.</summary>
    /// <param name="us">Unix microseconds.</param>
    public string Clock(double us) => IdleClock.Text(time, us);
}
