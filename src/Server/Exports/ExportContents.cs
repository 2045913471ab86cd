using System.Globalization;
using Damon.Model.Addresses;
using Damon.Model.Monitoring;
using Damon.Server.History;
using Damon.Server.Problems;
using Damon.Server.Sessions;

namespace Damon.Server.Exports;

/// <summary>What there is in a selection, found out before anything of it is sent.</summary>
/// <param name="history">Where it is read.</param>
/// <param name="scope">The selection.</param>
internal sealed class ExportContents(IHistoryReader history, ExportScope scope)
{
    /// <summary>Whether there is any region; reads no further than the first one.</summary>
    /// <param name="onlyObserved">Regions of which nothing could be observed do not count.</param>
    /// <param name="cancellation">The caller is gone.</param>
    public bool IsEmpty(bool onlyObserved, CancellationToken cancellation) => !scope.Targets.Any(target => Has(target, onlyObserved, cancellation));

    /// <summary>Whether there is any region of a target.</summary>
    public bool Has(SessionTarget target, bool onlyObserved, CancellationToken cancellation)
    {
        foreach (var snapshot in history.Stream(scope.Key, target.Index, scope.Time))
        {
            cancellation.ThrowIfCancellationRequested();
            if (Has(snapshot, scope.Addresses, onlyObserved))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>That there is nothing, and what to do.</summary>
    /// <param name="onlyObserved">Whether unobserved regions did not count.</param>
    /// <param name="cancellation">The caller is gone.</param>
    public Problem Missing(bool onlyObserved, CancellationToken cancellation)
    {
        if (scope.Session.LastUs is null)
        {
            return Problem.Of(404, "Nothing of this session is stored yet. Export it once it has run for a second.");
        }

        return Problem.Of(404, onlyObserved && !IsEmpty(false, cancellation)
            ? "Nothing of the selection could be observed, and damo's records cannot tell unknown memory from cold. Export it as csv, json or parquet."
            : "The selection has no region. Widen its time (from, to) or its addresses (start, end), or take another target.");
    }

    /// <summary>What damo will do with so few snapshots, as a sentence; null when there are enough of each target.</summary>
    public string? TooFew()
    {
        var few = scope.Targets
            .Select(target => (target.Index, Snapshots: history.Count(scope.Key, target.Index, scope.Time)))
            .Where(target => target.Snapshots <= DamoReports.LeftOutSnapshots)
            .ToList();
        return few.Count == 0
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"Target {few[0].Index} has {few[0].Snapshots} snapshots{(few.Count > 1 ? $" ({few.Count} targets have too few)" : "")}; damo's reports leave out the first {DamoReports.LeftOutSnapshots}, and then say nothing of it or fail. Give damo report wss --exclude_samples 0, or export a longer time.");
    }

    private static bool Has(StoredSnapshot snapshot, AddressRange addresses, bool onlyObserved)
    {
        var regions = snapshot.Regions;
        while (regions.MoveNext())
        {
            if (addresses.Intersects(new AddressRange(regions.Start, regions.End))
                && !(onlyObserved && AccessRate.Of(regions.NrAccesses, regions.Unknown, snapshot.Figures.MaxNrAccesses).IsUnknown))
            {
                return true;
            }
        }

        return false;
    }
}
