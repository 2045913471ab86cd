namespace Damon.Sampler.Monitoring.Sights;

/// <summary>
/// Looks at single pages of one process, apart from making them old: what the adaptive plan needs of operations. A look
/// costs next to nothing; making old costs the sampler an advice and the target a flush and a slower next access.
/// </summary>
public interface IPageOperations
{
    /// <summary>Most addresses of one call.</summary>
    int MostPages { get; }

    /// <summary>CPU time all threads of the process have used, nanoseconds; 0 when it can't be read.</summary>
    long TargetCpuNs { get; }

    /// <summary>Why accesses to this process can't be seen in its page tables at all, as a sentence; null when they can.</summary>
    string? Blindness { get; }

    /// <summary>The mapped, accessible memory, in address order.</summary>
    /// <param name="areas">Empty; left so when it can't be told this time or the target is gone.</param>
    void ReadAreas(List<MonitoredArea> areas);

    /// <summary>Looks at pages.</summary>
    /// <param name="addresses">In ascending order.</param>
    /// <param name="sights">One for each: absent, idle or accessed.</param>
    void Look(ReadOnlySpan<ulong> addresses, Span<PageSight> sights);

    /// <summary>Looks at pages, and tells where they are.</summary>
    /// <param name="addresses">In ascending order.</param>
    /// <param name="sights">One for each: absent, idle or accessed.</param>
    /// <param name="places">One for each.</param>
    void Look(ReadOnlySpan<ulong> addresses, Span<PageSight> sights, Span<PagePlace> places);

    /// <summary>Makes memory old that several processes map; null where these operations can't.</summary>
    ISweepOperations? Sweeps => null;

    /// <summary>Makes pages old, so that the next look tells of accesses from now on.</summary>
    /// <param name="addresses">In ascending order.</param>
    /// <param name="sights">One for each: idle, absent or just made old when the next look will tell, else why it will not.</param>
    /// <returns>Advices it took: pages of one folio share one.</returns>
    int MakeOld(ReadOnlySpan<ulong> addresses, Span<PageSight> sights);
}
