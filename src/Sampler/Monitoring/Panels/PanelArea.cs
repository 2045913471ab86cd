using System.Numerics;
using Damon.Model.Addresses;
using Damon.Sampler.Monitoring.Regions;

namespace Damon.Sampler.Monitoring.Panels;

/// <summary>A mapping as the panel sees it.</summary>
internal sealed class PanelArea(AddressRange range, bool isShared)
{
    /// <summary>Its addresses.</summary>
    public AddressRange Range { get; } = range;

    /// <summary>Whether it may be memory of several processes (MAP_SHARED).</summary>
    public bool IsShared { get; } = isShared;

    /// <summary>One of 2^order pages is followed.</summary>
    public int Order { get; private set; }

    /// <summary>Where its pages begin in the panel.</summary>
    public int FirstUnit { get; set; }

    /// <summary>How many pages of it are in the panel.</summary>
    public int Units { get; set; }

    /// <summary>Share of it that is present, as far as is known.</summary>
    public double Density { get; private set; } = 1;

    /// <summary>Whether a page of it was found to be mapped by others, too, in a shared mapping.</summary>
    public bool HasSharers { get; set; }

    /// <summary>Present pages, as far as is known.</summary>
    public double PresentPages => Range.Size / Pages.Size * Density;

    /// <summary>Takes over what is known of the mapping that was here before.</summary>
    public void Inherit(PanelArea before) => (Order, Density, HasSharers) = (before.Order, before.Density, before.HasSharers);

    /// <summary>Notes how many of the drawn pages are present.</summary>
    public void Count(int present, int drawn) => Density = drawn == 0 ? Density : (present + 0.5) / (drawn + 1);

    /// <summary>Chooses how many pages are followed; what is nearly right stays, so that pages stay.</summary>
    /// <param name="wanted">Present pages that should be in the panel, at least.</param>
    /// <param name="most">Drawn pages, present or not, that may be.</param>
    public void Choose(double wanted, double most)
    {
        const double Nearly = 0.8;
        const double Enough = 4;
        var perUnit = (double)(1UL << Order);
        var present = PresentPages / perUnit;
        if ((present >= Nearly * wanted || Order == 0) && present < Enough * wanted && Range.Size / Pages.Size / perUnit <= most)
        {
            return;
        }

        Order = Math.Max(OrderFor(PresentPages / wanted), OrderFor(2 * Range.Size / Pages.Size / most));
    }

    // So that at least the part asked for remains.
    private static int OrderFor(double pagesPerUnit) => pagesPerUnit < 2 ? 0 : Math.Min(30, BitOperations.Log2((ulong)pagesPerUnit));
}
