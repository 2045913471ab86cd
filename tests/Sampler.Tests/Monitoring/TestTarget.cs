using Damon.Model.Addresses;
using Damon.Sampler.Monitoring;
using Damon.Sampler.Monitoring.Regions;

namespace Damon.Sampler.Tests.Monitoring;

/// <summary>Targets made of plain ranges.</summary>
internal static class TestTarget
{
    /// <summary>A target with exactly these regions.</summary>
    public static Target With(params IEnumerable<AddressRange> regions)
    {
        var target = new Target(0, new FakeTargetOperations());
        foreach (var range in regions)
        {
            target.Regions.Add(new Region(range.Start, range.End));
        }

        return target;
    }
}
