using Damon.Contracts.Monitoring;
using Damon.Model.Addresses;
using Damon.Model.Monitoring;
using Damon.Server.History;
using Damon.Server.History.Packing;
using Damon.Server.Sessions;

namespace Damon.Server.Exports;

/// <summary>Walks the selected regions of a snapshot, cut at the selection's bounds, in address order.</summary>
/// <param name="target">Whose snapshot it is.</param>
/// <param name="snapshot">The snapshot.</param>
/// <param name="addresses">The selection.</param>
/// <param name="mappings">In force at the snapshot's end, in address order.</param>
internal ref struct RegionRows(SessionTarget target, StoredSnapshot snapshot, AddressRange addresses, Mapping[] mappings)
{
    private RegionReader _regions = snapshot.Regions;
    private MappingLookup _mappings = new(mappings);

    /// <summary>The region at hand.</summary>
    public RegionRow Current { get; private set; }

    /// <summary>Goes to the next region; false after the last.</summary>
    /// <exception cref="InvalidDataException">The snapshot is damaged.</exception>
    public bool MoveNext()
    {
        while (_regions.MoveNext())
        {
            var part = new AddressRange(_regions.Start, _regions.End).Overlap(addresses);
            if (part.Size > 0)
            {
                Current = Row(part);
                return true;
            }
        }

        return false;
    }

    private RegionRow Row(AddressRange part)
    {
        var figures = snapshot.Figures;
        var unknown = Math.Min(_regions.Unknown, figures.MaxNrAccesses);
        return new RegionRow
        {
            Target = target,
            Snapshot = figures,
            Range = part,
            NrAccesses = _regions.NrAccesses,
            Unknown = unknown,
            RatePercent = AccessRate.Of(_regions.NrAccesses, unknown, figures.MaxNrAccesses).Percent,
            Age = _regions.Age,
            Mapping = _mappings.Of(part.Start, part.End) is { } mapping ? mapping.Called.Length > 0 ? mapping.Called : "anonymous" : null,
            SinceUs = _regions.HasSince ? figures.StartUs - _regions.UnchangedUs : null,
            Samples = _regions.HasShares ? _regions.Samples : null,
            TouchedPercent = 100 * _regions.Touched,
            TouchedErrorPercent = 100 * _regions.TouchedError,
        };
    }
}
