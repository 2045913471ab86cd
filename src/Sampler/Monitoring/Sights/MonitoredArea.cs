using Damon.Model.Addresses;

namespace Damon.Sampler.Monitoring.Sights;

/// <summary>A contiguous piece of a target's memory that can be accessed.</summary>
/// <param name="Range">Page aligned.</param>
/// <param name="IsShared">Whether it may be memory of several processes (MAP_SHARED): what this one does not access, others may.</param>
/// <param name="File">The file it maps (shared memory is one, too), by a number that is the same for all processes that map it; 0 for anonymous memory.</param>
/// <param name="FilePage">Where in the file it begins, pages.</param>
public readonly record struct MonitoredArea(AddressRange Range, bool IsShared, ulong File = 0, ulong FilePage = 0);
