using Damon.Model.Time;
using Damon.Server.Problems;
using Damon.Server.Sessions;
using Damon.Server.WorkingSets;

namespace Damon.Server.Idle;

/// <summary>Which looks a caller asks for.</summary>
/// <param name="Targets">Indices of the targets.</param>
/// <param name="Time">The time.</param>
/// <param name="Most">At most so many looks; null for all.</param>
internal sealed record LooksQuery(IReadOnlyList<int> Targets, TimeRange Time, int? Most)
{
    /// <summary>Whether several targets are taken together, each physical page once.</summary>
    public bool IsTogether => Targets.Count > 1;

    /// <summary>Reads a query; faults are in <paramref name="fields"/> then.</summary>
    public static LooksQuery Read(QueryFields fields, SessionEntry entry, string? target, string? from, string? to, string? points)
    {
        var (targets, time) = (fields.Targets(target, entry.Session), fields.Range(from, to));
        var most = fields.Number("points", points, 0, 1, WorkingSetEndpoints.MostPoints);
        return new LooksQuery(targets, time, most == 0 ? null : most);
    }
}
