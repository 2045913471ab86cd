using Damon.Sampler.Monitoring.Randomness;

namespace Damon.Sampler.Monitoring.Regions;

/// <summary>
/// Picks the regions to split. With room for all it takes every one; else a uniform choice of as many as fit
/// (selection sampling), so that no end of the address space is preferred.
/// </summary>
/// <param name="regions">Regions that will be asked about.</param>
/// <param name="room">How many may be taken.</param>
internal struct SplitChoice(int regions, int room)
{
    /// <summary>Whether the next region is to be split.</summary>
    public bool Takes(bool splittable, IRandomSource random)
    {
        if (room <= 0)
        {
            return false;
        }

        var taken = room >= regions || random.Below((ulong)regions) < (ulong)room;
        regions--;
        if (taken && splittable)
        {
            room--;
        }

        return taken && splittable;
    }
}
