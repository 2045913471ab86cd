namespace Damon.Sampler.Monitoring.Sights;

/// <summary>What a look at one page found.</summary>
public enum PageSight : byte
{
    /// <summary>Nothing is present at the address. A page that comes later comes by an access.</summary>
    Absent,

    /// <summary>Present and not accessed since it was last made old.</summary>
    Idle,

    /// <summary>Accessed since it was last made old.</summary>
    Accessed,

    /// <summary>It had been accessed, and has been made old: idle from now on.</summary>
    MadeOld,

    /// <summary>Accessed once, and it can't be made old: it says nothing (locked in memory, a part of a folio, not known to the LRU …).</summary>
    Stuck,

    /// <summary>As <see cref="Stuck"/>, because other processes map the page, too.</summary>
    Shared,
}
