using Damon.Client.Compare.Alignment;

namespace Damon.Client.Compare.Sides;

/// <summary>The part of a recording that one side shows.</summary>
/// <param name="FromUs">Begin, Unix microseconds.</param>
/// <param name="ToUs">End, Unix microseconds.</param>
/// <param name="Note">What was asked for and cannot be shown, as a sentence; null when all is as asked.</param>
public sealed record CompareRange(long FromUs, long ToUs, string? Note = null)
{
    /// <summary>Length, microseconds.</summary>
    public long LengthUs => ToUs - FromUs;

    /// <summary>The range that settings ask for; null when nothing is recorded.</summary>
    /// <param name="side">Which side it is, for the sentence.</param>
    /// <param name="settings">What is asked for.</param>
    /// <param name="firstUs">First moment recorded, Unix microseconds; null when there is none.</param>
    /// <param name="lastUs">Last moment recorded, Unix microseconds.</param>
    /// <param name="halves">Both sides show one recording and no range is asked for: A gets its first half, B its second.</param>
    public static CompareRange? Resolve(CompareSide side, SideSettings settings, long? firstUs, long? lastUs, bool halves)
    {
        if (firstUs is not { } first || lastUs is not { } last || last <= first)
        {
            return null;
        }

        var length = last - first;
        var whole = halves
            ? side == CompareSide.A ? new CompareRange(first, first + (length / 2)) : new CompareRange(first + (length / 2), last)
            : new CompareRange(first, last);
        var (from, to) = (settings.FromUs ?? 0, settings.ToUs ?? length);
        if (!settings.HasRange)
        {
            return whole;
        }

        if (from >= length)
        {
            return whole with { Note = $"The range of {side} begins at {RangeText.Clock(from)}, after the recording's end at {RangeText.Clock(length)}: all of it is shown." };
        }

        if (to <= from)
        {
            return whole with { Note = $"The range of {side} ends at {RangeText.Clock(to)}, before it begins: all of the recording is shown." };
        }

        var note = to > length
            ? $"The range of {side} ends at {RangeText.Clock(to)}; the recording ends at {RangeText.Clock(length)}, and so does what is shown."
            : null;
        return new CompareRange(first + from, first + Math.Min(to, length), note);
    }
}
