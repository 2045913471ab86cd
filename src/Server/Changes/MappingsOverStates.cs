using Damon.Contracts.Monitoring;
using Damon.Model.Addresses;
using Damon.Model.Changes;
using Damon.Model.Time;
using Damon.Server.History;
using Damon.Server.Sessions;

namespace Damon.Server.Changes;

/// <summary>Follows the mappings of one target through the states that are stored.</summary>
internal static class MappingsOverStates
{
    /// <summary>The mappings, from the state in force at the start of a time.</summary>
    /// <param name="history">Where they are stored.</param>
    /// <param name="session">The session's key.</param>
    /// <param name="target">The target.</param>
    /// <param name="time">The time.</param>
    /// <param name="most">Most states to compare; of more a choice, evenly spread.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>The mappings, and how many states were left out.</returns>
    public static (RunTracks Tracks, int LeftOut) Read(
        IHistoryReader history, long session, SessionTarget target, TimeRange time, int most, CancellationToken cancellation)
    {
        var times = InForce(history.MappingTimes(session, target.Index), time);
        var chosen = EvenChoice.Of(times, most);
        var tracks = new RunTracks();
        var last = long.MinValue;
        foreach (var us in chosen)
        {
            cancellation.ThrowIfCancellationRequested();
            if (history.Mappings(session, target.Index, us)?.ToSet() is { } set)
            {
                var isNewProgram = target.EarlierPrograms.Any(program => program.UntilUs > last && program.UntilUs <= us);
                tracks.Take(us, MappedRun.Of(set.Mappings.Select(Part)), isNewProgram);
                last = us;
            }
        }

        return (tracks, times.Count - chosen.Count);
    }

    private static List<long> InForce(IReadOnlyList<long> times, TimeRange time)
    {
        var before = times.Count(us => us <= time.FromUs);
        return [.. times.Skip(Math.Max(0, before - 1)).Where((us, i) => i == 0 || us < time.ToUs)];
    }

    private static MappedPart Part(Mapping mapping) => new(
        new AddressRange(mapping.Start, mapping.End), mapping.Called, mapping.Kind, !mapping.Permissions.StartsWith("---", StringComparison.Ordinal));
}
