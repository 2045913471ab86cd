namespace Damon.Sampler.Monitoring.Budgets;

/// <summary>One session's part of the bound over all sessions.</summary>
internal sealed class BudgetShare(BudgetPool pool) : IDisposable
{
    private double _wanted;
    private double _taken;

    /// <summary>The session's own budget, % of a core; infinite for no bound.</summary>
    internal double Wanted => Volatile.Read(ref _wanted);

    /// <summary>What it takes, % of a core.</summary>
    internal double Taken => Volatile.Read(ref _taken);

    /// <summary>What the session may take, % of a core; infinite for no bound.</summary>
    /// <param name="budget">Its own budget; 0 for no bound.</param>
    /// <param name="taken">What it takes now, % of a core.</param>
    public double Percent(double budget, double taken)
    {
        Volatile.Write(ref _wanted, budget <= 0 ? double.PositiveInfinity : budget);
        Volatile.Write(ref _taken, taken);
        return pool.Limit(this);
    }

    /// <inheritdoc/>
    public void Dispose() => pool.Close(this);
}
