using Damon.Client.Times;
using Damon.Contracts.Rest;
using Damon.Model.Format;
using Damon.Model.Idle;

namespace Damon.Client.Idle.Words;

/// <summary>What a memory limit would have done, in sentences.</summary>
/// <param name="time">How times are shown.</param>
public sealed class WhatIfWords(TimeMapping time)
{
    /// <summary>The sentences.</summary>
    /// <param name="points">Looks in time order, up to the moment shown.</param>
    /// <param name="limitBytes">The limit, above 0; null for none.</param>
    /// <param name="sinceUs">Since when it has been watched, Unix microseconds; null when not known.</param>
    public string Sentence(IReadOnlyList<IdlePoint> points, long? limitBytes, long? sinceUs)
    {
        if (limitBytes is not { } limit)
        {
            return "Drag the dashed line down, or give a limit: this says what would have been left out of it, and how often it would have been touched again.";
        }

        return WhatIfLimit.Of([.. points.Select(Aged)], limit) is { } tried
            ? $"{LeftOut(tried, points[^1].Us, sinceUs)} {Again(tried, points[0].Us)}"
            : "Nothing is known yet at this time.";
    }

    private static AgedMemory Aged(IdlePoint point)
        => new(point.Us, [.. point.Bytes.Select(bytes => (double)bytes)], [.. point.Errors.Select(error => (double)error)], point.UnknownBytes);

    private string LeftOut(WhatIfLimit tried, long atUs, long? sinceUs)
    {
        var (limit, at) = (ByteSize.Text(tried.LimitBytes), IdleClock.Text(time, atUs));
        return tried.LeftOutBytes <= 0 ? $"Everything fits into {limit} at {at}."
            : $"With {limit}, {ByteSize.Text(tried.LeftOutBytes)} would have been left out at {at}: what was not used {For(tried.CutS ?? 0, atUs, sinceUs)}.";
    }

    // The oldest group also holds what has not been used since the start, however short that is ago.
    private string For(double seconds, long atUs, long? sinceUs)
        => sinceUs is { } since && atUs - since < seconds * 1e6
            ? $"since {IdleClock.Text(time, since)}, when it began to be watched"
            : seconds < 1 ? "in the last second" : $"for {IdleClock.Length(seconds * 1e6)}, since {IdleClock.Text(time, atUs - (seconds * 1e6))}";

    private string Again(WhatIfLimit tried, long fromUs)
        => tried.AgainBytesPerS is not { } again ? "How often it would have been touched again cannot be told: too little time is recorded, or its looks are too far apart."
            : again < 0.5 ? $"Nothing that was left out would have been touched again since {IdleClock.Text(time, fromUs)}."
            : $"About {ByteSize.Text(again)}{(tried.AgainError is > 0.5 and var error ? $" ± {ByteSize.Text(2 * error)}" : "")} a second of what was left out would have been touched again, on the average since {IdleClock.Text(time, fromUs)}.";
}
