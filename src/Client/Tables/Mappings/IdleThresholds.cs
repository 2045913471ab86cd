using System.Globalization;
using Damon.Model.Format;

namespace Damon.Client.Tables.Mappings;

/// <summary>From which time without an access on memory is called idle.</summary>
public static class IdleThresholds
{
    /// <summary>The usual one, seconds.</summary>
    public const int Default = 60;

    /// <summary>What is offered, seconds.</summary>
    public static IReadOnlyList<int> Choices { get; } = [10, 60, 300];

    /// <summary>In words: <c>60 s</c>, <c>5 min</c>.</summary>
    /// <param name="seconds">Not negative.</param>
    public static string Text(int seconds)
        => seconds < 100 ? seconds.ToString(CultureInfo.InvariantCulture) + " s" : Durations.Text(seconds * 1e6);
}
