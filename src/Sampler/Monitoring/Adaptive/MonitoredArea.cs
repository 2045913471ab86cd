using Damon.Model.Addresses;

namespace Damon.Sampler.Monitoring.Adaptive;

/// <summary>A contiguous piece of a target's memory that can be accessed.</summary>
/// <param name="Range">Page aligned.</param>
/// <param name="IsShared">Whether it may be memory of several processes (MAP_SHARED): what this one does not access, others may.</param>
public readonly record struct MonitoredArea(AddressRange Range, bool IsShared);
