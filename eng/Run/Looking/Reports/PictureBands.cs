using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Model.Addresses;
using Damon.Run.Looking.Figures;
using Damon.Run.Looking.Terminal;

namespace Damon.Run.Looking.Reports;

/// <summary>Chooses the addresses that a small picture shows: where most memory is held, without what nothing can access.</summary>
internal static class PictureBands
{
    private const int MostBands = 5;

    /// <summary>Mappings that lie so close are shown together, bytes.</summary>
    private const ulong Near = 1 << 20;

    /// <summary>The bands from low to high addresses; none where nothing is held.</summary>
    /// <param name="areas">What was monitored, in address order.</param>
    /// <param name="mappings">The target's mappings, in address order.</param>
    /// <param name="uses">What its mappings hold.</param>
    /// <param name="rows">Rows to divide, at least as many as there can be bands.</param>
    public static IReadOnlyList<PictureBand> Choose(
        IReadOnlyList<AreaResource> areas, IReadOnlyList<Mapping> mappings, IReadOnlyList<MappingUse> uses, int rows)
    {
        var chosen = Runs(areas, mappings)
            .Select(range => (Range: range, Held: uses.Where(use => range.Contains(use.Start)).ToArray()))
            .Where(run => run.Held.Sum(use => use.Use.HoldsBytes) > 0)
            .OrderByDescending(run => run.Held.Sum(use => use.Use.HoldsBytes)).Take(MostBands)
            .OrderBy(run => run.Range.Start).ToArray();
        var heights = Heights([.. chosen.Select(run => (double)run.Range.Size)], rows);
        return [.. chosen.Select((run, i) => new PictureBand(run.Range, heights[i], Name(run.Held)))];
    }

    // One row each, and the others by size.
    private static int[] Heights(double[] sizes, int rows)
    {
        var heights = new int[sizes.Length];
        Array.Fill(heights, 1);
        for (var left = rows - sizes.Length; left > 0 && sizes.Length > 0; left--)
        {
            // The one whose rows stand for most.
            var most = Enumerable.Range(0, sizes.Length).MaxBy(i => sizes[i] / heights[i]);
            heights[most]++;
        }

        return heights;
    }

    private static List<AddressRange> Runs(IReadOnlyList<AreaResource> areas, IReadOnlyList<Mapping> mappings)
    {
        var runs = new List<AddressRange>();
        foreach (var mapping in mappings.Where(mapping => mapping.Permissions.Length < 3 || mapping.Permissions[..3] != "---"))
        {
            foreach (var area in areas.Where(area => area.Start < mapping.End && mapping.Start < area.End))
            {
                var range = new AddressRange(Math.Max(area.Start, mapping.Start), Math.Min(area.End, mapping.End));
                if (runs is [.., var last] && range.Start - last.End <= Near)
                {
                    runs[^1] = last with { End = range.End };
                }
                else
                {
                    runs.Add(range);
                }
            }
        }

        return runs;
    }

    private static string Name(MappingUse[] held)
    {
        var most = held.MaxBy(use => use.Use.HoldsBytes)!;
        var name = Names.OfMapping(most.Name, most.Kind);
        return held.Select(use => use.Name).Distinct().Count() > 1 ? $"{name} and others" : name;
    }
}
