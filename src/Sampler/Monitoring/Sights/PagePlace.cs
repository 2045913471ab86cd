namespace Damon.Sampler.Monitoring.Sights;

/// <summary>Where a page is.</summary>
/// <param name="IsHuge">Whether it shares its Accessed bit with all of a huge page.</param>
/// <param name="Frame">Number of the physical page, by which several processes' mappings of it are known to be one; 0 when it can't be told.</param>
public readonly record struct PagePlace(bool IsHuge, ulong Frame);
