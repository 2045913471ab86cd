using Damon.Model.Addresses;

namespace Damon.Sampler.Monitoring.Lenses;

/// <summary>What a lens says of some pages.</summary>
/// <param name="Range">The pages.</param>
/// <param name="AtUs">When it was so, Unix microseconds.</param>
/// <param name="Ages">One <see cref="Damon.Model.Idle.PageAge"/> for each.</param>
internal sealed record LensAges(AddressRange Range, long AtUs, byte[] Ages);
