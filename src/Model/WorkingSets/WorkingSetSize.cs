namespace Damon.Model.WorkingSets;

/// <summary>
/// Working set of one snapshot by damo's definition: the bytes of whole regions with at least so many accesses in the
/// aggregation interval.
/// </summary>
/// <param name="leastAccesses">Fewest accesses that count; 1 for any.</param>
public struct WorkingSetSize(int leastAccesses = 1)
{
    private readonly int _least = leastAccesses;

    /// <summary>Bytes so far.</summary>
    public long Bytes { get; private set; }

    /// <summary>Whether a region counts, for any access.</summary>
    public static bool Counts(int nrAccesses) => nrAccesses >= 1;

    /// <summary>Adds a region.</summary>
    /// <param name="size">Its bytes.</param>
    /// <param name="nrAccesses">Its accesses.</param>
    public void Add(ulong size, int nrAccesses) => Bytes += nrAccesses >= _least ? (long)size : 0;
}
