using Damon.Model.Idle;

namespace Damon.Sampler.Monitoring.Panels;

/// <summary>How many pages were accessed within each age.</summary>
internal sealed class PanelCounts
{
    /// <summary>Pages that must have been looked at so that others are taken to be as these: their error is large and told, that of a guess is not known.</summary>
    private const int FewestTold = 16;

    private readonly int[] _within = new int[IdleScale.AgesS.Count];

    /// <summary>Of the pages, those of which a look has told of the age, and of these those accessed within it.</summary>
    private readonly int[] _told = new int[IdleScale.AgesS.Count];
    private readonly int[] _toldWithin = new int[IdleScale.AgesS.Count];
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
            var (within, told) = (ages.IsWithin(age) ? 1 : 0, ages.IsTold(age) ? 1 : 0);
            _within[age] += within;
            _told[age] += told;
            _toldWithin[age] += within & told;
        }
    }

    /// <summary>What is told of the mapping.</summary>
    public PanelPiece ToPiece(PanelArea area)
    {
        // Where every page is followed no error is told: most must have been looked at then.
        var enough = area.Order == 0 ? (_known + 1) / 2 : Math.Min(FewestTold, (_known + 1) / 2);
        return new(area.Range, 1 << area.Order, Draws(area.Drawn, enough), Groups(enough), _unknown);
    }

    // The error is that of as many draws as tell of the age that the fewest tell of.
    private int Draws(int drawn, int enough)
    {
        var fewest = _told.Where(told => told >= enough).DefaultIfEmpty(_known).Min();
        return fewest == _known ? drawn : (int)Math.Max(1, (long)drawn * fewest / _known);
    }

    // Each age is told by looks of its own: the counts of those within it may differ by chance in the wrong direction.
    private int[] Groups(int enough)
    {
        var groups = new int[IdleScale.Counts];
        var before = 0;
        for (var age = 0; age < _within.Length; age++)
        {
            var until = Math.Min(_known, Math.Max(before, Within(age, enough)));
            groups[age] = until - before;
            before = until;
        }

        groups[^1] = _known - before;
        return groups;
    }

    // Pages of which no look has told of the age are taken to be as those of which one has: chance made the difference.
    private int Within(int age, int enough)
        => _told[age] < enough || _told[age] == 0 ? _within[age] : (int)Math.Round((double)_known * _toldWithin[age] / _told[age]);
}
