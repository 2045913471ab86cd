using Damon.Model.Addresses;
using Damon.Sampler.Monitoring.Lenses;

namespace Damon.Sampler.Sources;

/// <summary>Follows every page of a range of one target, one range at a time. From any thread; every call may end in a <see cref="LensException"/>.</summary>
internal interface ILenses
{
    /// <summary>Begins.</summary>
    /// <param name="target">Number of the target.</param>
    /// <param name="range">Page aligned.</param>
    Task<LensView> Open(int target, AddressRange range);

    /// <summary>The lens that is open.</summary>
    Task<LensView> Show();

    /// <summary>Ends it; tells what it was.</summary>
    Task<LensView> Close();

    /// <summary>Tells of its pages.</summary>
    /// <param name="wanted">Which of them; what lies outside its range is left out.</param>
    Task<LensAges> Read(AddressRange wanted);
}
