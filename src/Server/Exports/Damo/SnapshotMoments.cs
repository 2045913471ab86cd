using Damon.Server.History;

namespace Damon.Server.Exports.Damo;

/// <summary>The figures of several targets together, moment by moment: targets of one session share their intervals.</summary>
internal static class SnapshotMoments
{
    private const int PageSize = 128;

    /// <summary>
    /// For each time at which snapshots begin, in order, the newest snapshot of each target that was under way then, in order
    /// of the targets.
    /// </summary>
    public static IEnumerable<IReadOnlyList<SnapshotFigures>> Of(ExportScope scope, IHistoryReader history)
    {
        var newest = new SortedDictionary<int, SnapshotFigures>();
        long? startUs = null;
        foreach (var figures in InTime(scope, history))
        {
            if (startUs is { } start && figures.StartUs != start)
            {
                yield return UnderWay(newest, start);
            }

            startUs = figures.StartUs;
            newest[figures.Target] = figures;
        }

        if (startUs is { } last)
        {
            yield return UnderWay(newest, last);
        }
    }

    /// <summary>Forgets the targets that had ended by then.</summary>
    private static List<SnapshotFigures> UnderWay(SortedDictionary<int, SnapshotFigures> newest, long startUs)
    {
        foreach (var ended in newest.Values.Where(figures => figures.EndUs <= startUs).ToList())
        {
            newest.Remove(ended.Target);
        }

        return [.. newest.Values];
    }

    /// <summary>The snapshots of all targets wanted, by their start.</summary>
    private static IEnumerable<SnapshotFigures> InTime(ExportScope scope, IHistoryReader history)
    {
        var wanted = scope.Targets.Select(target => target.Index).ToHashSet();
        int? only = wanted.Count == 1 ? wanted.First() : null;
        SnapshotCursor? after = null;
        while (history.Page(scope.Key, only, scope.Time, after, PageSize) is { Count: > 0 } page)
        {
            foreach (var snapshot in page)
            {
                after = SnapshotCursor.Of(snapshot.Figures);
                if (wanted.Contains(snapshot.Figures.Target))
                {
                    yield return snapshot.Figures;
                }
            }
        }
    }
}
