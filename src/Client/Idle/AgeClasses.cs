using Damon.Model.Idle;

namespace Damon.Client.Idle;

/// <summary>
/// The ages that are drawn, with their colours: one scale everywhere. Lightness falls evenly from the youngest to the
/// oldest, so that the order is seen without any sense for hue.
/// </summary>
public static class AgeClasses
{
    private static readonly (int FromS, int? ToS, string Text, string Colour)[] Spans =
    [
        (0, 10, "up to 10 s", "#f9dc8a"),
        (10, 60, "10 s to 1 min", "#fabb6a"),
        (60, 300, "1 to 5 min", "#f59a5f"),
        (300, 900, "5 to 15 min", "#e67b65"),
        (900, 3_600, "15 min to 1 h", "#cb6076"),
        (3_600, 21_600, "1 to 6 h", "#a84f86"),
        (21_600, 86_400, "6 to 24 h", "#80458c"),
        (86_400, null, "over 24 h", "#573f85"),
    ];

    /// <summary>All of them, the youngest first.</summary>
    public static IReadOnlyList<AgeClass> All { get; } =
    [
        .. Spans.Select((span, i) => new AgeClass(i, GroupFrom(span.FromS), span.ToS is { } to ? GroupFrom(to) - 1 : IdleScale.EdgesS.Count, span.FromS, span.ToS, span.Text, span.Colour)),
    ];

    /// <summary>The oldest: also what has not been accessed since the start.</summary>
    public static AgeClass Oldest => All[^1];

    /// <summary>What to call one. The oldest of a target that has not been watched for so long can only be untouched since the start.</summary>
    /// <param name="age">The age.</param>
    /// <param name="watchedUs">For how long it has been watched, microseconds; null when not known.</param>
    public static string Name(AgeClass age, double? watchedUs)
        => age != Oldest ? age.Text : watchedUs < age.FromS * 1e6 ? "not since the start" : "over 24 h, or not since the start";

    /// <summary>The age of that index; null when there is none.</summary>
    public static AgeClass? At(int index) => index >= 0 && index < All.Count ? All[index] : null;

    // The first group of which all was accessed at least so long ago.
    private static int GroupFrom(int seconds) => IdleScale.EdgesS.Count(edge => edge <= seconds);
}
