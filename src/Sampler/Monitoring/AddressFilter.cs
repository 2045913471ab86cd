namespace Damon.Sampler.Monitoring;

/// <summary>Picks the regions inside a range of addresses.</summary>
/// <param name="Range">The range.</param>
internal readonly record struct AddressFilter(AddressRange Range)
{
    /// <summary>
    /// Whether <paramref name="region"/> lies inside. One that crosses a bound is to be cut first at
    /// <paramref name="cutAt"/>; the answer is the left piece's, the right one is to be asked about again.
    /// </summary>
    /// <param name="region">The region.</param>
    /// <param name="cutAt">Where to cut; 0 for nowhere.</param>
    public bool Matches(AddressRange region, out ulong cutAt)
    {
        cutAt = 0;
        if (!region.Intersects(Range))
        {
            return false;
        }

        if (region.Start < Range.Start)
        {
            cutAt = Range.Start;
            return false;
        }

        cutAt = region.End > Range.End ? Range.End : 0;
        return true;
    }
}
