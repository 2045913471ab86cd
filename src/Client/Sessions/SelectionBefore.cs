using Damon.Client.Compare;
using Damon.Client.Compare.Alignment;
using Damon.Client.Compare.Sides;
using Damon.Client.Views;
using Damon.Contracts.Rest;

namespace Damon.Client.Sessions;

/// <summary>A selection beside what was there before it.</summary>
public static class SelectionBefore
{
    // Less than this is no length to compare with.
    private const long ShortestUs = 100_000;

    /// <summary>Address of the comparison with the same length before, or with as much of it as is recorded; null when nothing is.</summary>
    /// <param name="session">The session.</param>
    /// <param name="target">Index of the target.</param>
    /// <param name="area">What is selected.</param>
    public static string? Of(SessionResource session, int target, SelectedArea area)
    {
        if (session.FirstUs is not { } first || area.FromUs - first < ShortestUs)
        {
            return null;
        }

        var from = area.FromUs - first;
        var length = area.ToUs - area.FromUs;
        var settings = new CompareSettings
        {
            A = new SideSettings { Session = session.Id, Target = target, FromUs = from, ToUs = from + length },
            B = new SideSettings { Session = session.Id, Target = target, FromUs = Math.Max(0, from - length), ToUs = from },
            By = AlignBy.Address,
            Low = area.Low,
            High = area.High,
        };
        return "compare?" + string.Join('&', settings.Query().Where(pair => pair.Value is not null).Select(pair => $"{pair.Key}={Uri.EscapeDataString((string)pair.Value!)}"));
    }
}
