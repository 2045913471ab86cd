using Damon.Model.Addresses;

namespace Damon.Sampler.Monitoring.Lenses;

/// <summary>What a lens is.</summary>
/// <param name="Target">Number of the target.</param>
/// <param name="Range">What is followed page by page; page aligned.</param>
/// <param name="SinceUs">Since when, Unix microseconds.</param>
/// <param name="SweepUs">Time between two clears of a page that is in use, microseconds.</param>
internal sealed record LensView(int Target, AddressRange Range, long SinceUs, long SweepUs);
