using Damon.Model.Idle;

namespace Damon.Sampler.Monitoring.Panels;

/// <summary>How many pages were accessed within each age.</summary>
internal sealed class PanelCounts
{
    private readonly int[] _within = new int[IdleScale.AgesS.Count];
    private int _known;
    private int _unknown;

    /// <summary>Pages of which nothing is known.</summary>
    public static PanelCounts AllUnknown(int pages) => new() { _unknown = pages };

    /// <summary>Counts a page.</summary>
    public void Add(PageAges ages)
    {
        if (ages.IsUnknown)
        {
            _unknown++;
            return;
        }

        _known++;
        for (var age = 0; age < _within.Length; age++)
        {
            _within[age] += ages.IsWithin(age) ? 1 : 0;
        }
    }

    /// <summary>What is told of the mapping.</summary>
    public PanelPiece ToPiece(PanelArea area) => new(area.Range, 1 << area.Order, area.Drawn, Groups(), _unknown);

    // Each age is told by looks of its own: the counts of those within it may differ by chance in the wrong direction.
    private int[] Groups()
    {
        var groups = new int[IdleScale.Counts];
        var before = 0;
        for (var age = 0; age < _within.Length; age++)
        {
            var until = Math.Min(_known, Math.Max(before, _within[age]));
            groups[age] = until - before;
            before = until;
        }

        groups[^1] = _known - before;
        return groups;
    }
}
