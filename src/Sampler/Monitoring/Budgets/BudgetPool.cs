namespace Damon.Sampler.Monitoring.Budgets;

/// <summary>The bound over all sessions of a sampler. From any thread.</summary>
/// <param name="maxPercent">Most CPU time of all of them, in % of one core; 0 for no bound.</param>
internal sealed class BudgetPool(double maxPercent)
{
    private readonly Lock _gate = new();
    private readonly List<BudgetShare> _shares = [];

    /// <summary>A part for one session; given back when it is disposed of.</summary>
    public BudgetShare Open()
    {
        var share = new BudgetShare(this);
        lock (_gate)
        {
            _shares.Add(share);
        }

        return share;
    }

    /// <summary>What one may take when it wants so much: all of it while there is room, else its part of what the unbounded leave.</summary>
    internal double Limit(BudgetShare mine)
    {
        if (maxPercent <= 0)
        {
            return mine.Wanted;
        }

        lock (_gate)
        {
            // What has no bound of its own, or takes none, counts with what it takes.
            var bounded = 0.0;
            var others = 0.0;
            foreach (var share in _shares)
            {
                if (double.IsPositiveInfinity(share.Wanted))
                {
                    others += share == mine ? 0 : share.Taken;
                }
                else
                {
                    bounded += share.Wanted;
                }
            }

            var room = Math.Max(maxPercent / 10, maxPercent - others);
            return double.IsPositiveInfinity(mine.Wanted) ? Math.Max(maxPercent / 10, room - bounded)
                : bounded <= room ? mine.Wanted
                : mine.Wanted * room / bounded;
        }
    }

    /// <summary>Gives a part back.</summary>
    internal void Close(BudgetShare share)
    {
        lock (_gate)
        {
            _shares.Remove(share);
        }
    }
}
