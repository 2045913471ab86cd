using System.Globalization;

namespace Damon.Sampler.Sessions.Joining;

/// <summary>How many processes of a group there are now, and which of them are not monitored.</summary>
/// <param name="Processes">Those that can be monitored.</param>
/// <param name="Remark">Which of them are not and why, as a sentence; null when all are.</param>
internal readonly record struct GroupStanding(int Processes, string? Remark)
{
    /// <summary>Says it of numbers.</summary>
    /// <param name="processes">Those that can be monitored.</param>
    /// <param name="elsewhere">Of them, those that other sessions monitor.</param>
    /// <param name="tooMany">Those that are more than a session takes.</param>
    /// <param name="failed">Those whose monitoring has failed.</param>
    public static GroupStanding Of(int processes, int elsewhere, int tooMany, int failed)
    {
        string[] parts =
        [
            .. Part(elsewhere, "monitored by another session with the same operations"),
            .. Part(tooMany, "beyond what one session takes"),
            .. Part(failed, "that could not be monitored (see the targets that have ended)"),
        ];
        return new GroupStanding(processes, parts.Length == 0 ? null : $"Left out: {string.Join(", ", parts)}.");
    }

    private static string[] Part(int count, string what) => count == 0 ? [] : [string.Create(CultureInfo.InvariantCulture, $"{count} {what}")];
}
