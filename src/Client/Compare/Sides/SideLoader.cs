using Damon.Client.Addresses;
using Damon.Client.Api;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Model.Addresses;
using Damon.Model.Monitoring;

namespace Damon.Client.Compare.Sides;

/// <summary>Asks the server for all of one side but its cells.</summary>
/// <param name="api">The calls.</param>
public sealed class SideLoader(ApiClient api)
{
    /// <summary>A range with at most this many snapshots is read whole.</summary>
    public const int MostSnapshots = 64;

    /// <summary>So many are read of a longer one.</summary>
    public const int SpreadSnapshots = 32;

    private const int LinePoints = 600;

    /// <summary>Loads a side; without areas when nothing is recorded in the range.</summary>
    /// <exception cref="ApiException">The server did not answer.</exception>
    public async Task<SideData> LoadAsync(SessionResource session, int target, CompareRange range, CancellationToken cancel)
    {
        var answer = await api.GetHeatmapAsync(new HeatmapQuery(session.Id, target, range.FromUs, range.ToUs, null, null, 1, 1), cancel);
        AddressRange[] areas = [.. answer.Areas.Where(a => a.End > a.Start).Select(a => new AddressRange(a.Start, a.End))];
        var side = new SideData { Session = session, Target = target, Range = range, Areas = areas };
        if (areas.Length == 0)
        {
            return side;
        }

        long[] times = [range.FromUs, range.FromUs + (range.LengthUs / 2), range.ToUs - 1];
        var mapping = Task.WhenAll(times.Select(at => api.GetMappingsAsync(session.Id, target, at, cancel)));
        var workingSet = api.GetWorkingSetAsync(session.Id, target, range.FromUs, range.ToUs, cancel, LinePoints);
        var (snapshots, all) = await SnapshotsAsync(session, target, range, cancel);
        var mappings = (await mapping).Select(m => m.Length > 0 ? m : Named(areas)).ToArray();
        return side with
        {
            Mappings = mappings[^1],
            Accessible = mappings.Select(AreaFinder.Accessible).Aggregate(AddressRanges.Union),
            Use = RangeUse.Of(snapshots, [.. times.Zip(mappings, (at, m) => (at, Groups(m)))], all),
            WorkingSet = await workingSet,
        };
    }

    // Imported recordings have no mappings: areas are told apart by their order.
    private static Mapping[] Named(AddressRange[] areas)
        => [.. areas.Select((a, i) => new Mapping(a.Start, a.End, "rw-p", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"area {i + 1}"), MappingKind.NamedAnonymous))];

    private static MappingGroups Groups(Mapping[] mappings)
        => MappingGroups.Of([.. mappings.Where(m => !m.Permissions.StartsWith("---", StringComparison.Ordinal))]);

    private async Task<(IReadOnlyList<Snapshot> Snapshots, bool All)> SnapshotsAsync(
        SessionResource session, int target, CompareRange range, CancellationToken cancel)
    {
        var expected = range.LengthUs / Math.Max(1_000, session.Attributes.AggregationIntervalUs);
        if (expected <= MostSnapshots)
        {
            var page = await api.GetSnapshotsAsync(session.Id, target, range.FromUs, range.ToUs, MostSnapshots, cancel);
            return (Inside(page.Snapshots, range), page.Next is null);
        }

        var times = Enumerable.Range(0, SpreadSnapshots).Select(i => range.FromUs + (long)(range.LengthUs * ((i + 0.5) / SpreadSnapshots)));
        var pages = await Task.WhenAll(times.Select(at => api.GetSnapshotsAsync(session.Id, target, at, at + session.Attributes.AggregationIntervalUs, 1, cancel)));
        return (Inside(pages.SelectMany(p => p.Snapshots).DistinctBy(s => s.StartUs), range), false);
    }

    // One that reaches into the range by less than half belongs to what is beside it.
    private static Snapshot[] Inside(IEnumerable<Snapshot> snapshots, CompareRange range)
        => [.. snapshots.Where(s => (s.StartUs + s.EndUs) / 2 is var middle && middle >= range.FromUs && middle < range.ToUs)];
}
