using System.Numerics;
using Damon.Model.Addresses;
using Damon.Sampler.Monitoring.Regions;
using Damon.Sampler.Monitoring.Sights;

namespace Damon.Sampler.Monitoring.Panels;

/// <summary>A mapping as the panel sees it.</summary>
internal sealed class PanelArea(MonitoredArea area)
{
    private int _wished;

    /// <summary>Its addresses.</summary>
    public AddressRange Range => area.Range;

    /// <summary>Whether it may be memory of several processes (MAP_SHARED).</summary>
    public bool IsShared => area.IsShared;

    /// <summary>The file it maps; 0 for anonymous memory.</summary>
    public ulong File => area.File;

    /// <summary>Where in the file it begins, pages.</summary>
    public ulong FilePage => area.FilePage;

    /// <summary>One of 2^order pages is followed.</summary>
    public int Order { get; private set; }

    /// <summary>Where its pages begin in the panel.</summary>
    public int FirstUnit { get; set; }

    /// <summary>How many pages of it are in the panel.</summary>
    public int Units { get; set; }

    /// <summary>Share of it that is present, as far as is known.</summary>
    public double Density { get; private set; } = 1;

    /// <summary>Whether nothing is known of it: others have the mapping, too, and may access what this process does not.</summary>
    public bool IsBlind { get; set; }

    /// <summary>Its followed pages, present or not; those that share one Accessed bit count once.</summary>
    public int Drawn { get; set; }

    /// <summary>Present pages, as far as is known.</summary>
    public double PresentPages => Range.Size / Pages.Size * Density;

    /// <summary>Since when the last sweep tells of its shared pages; 0 where none makes them old. Nanoseconds.</summary>
    public long SweptNs { get; set; }

    /// <summary>Whether others have nearly all of its pages, too, which are made old by sweeps alone.</summary>
    public bool IsAllSwept { get; set; }

    /// <summary>Whether a sweep goes through it.</summary>
    public bool IsOf(SweepKind kind) => kind == SweepKind.All || (kind == SweepKind.Mapped && File != 0);

    /// <summary>A page that comes into the panel.</summary>
    /// <param name="address">First byte.</param>
    /// <param name="unmappedNs">When nothing was mapped there; 0 when something was, or that is not known. Nanoseconds.</param>
    public PanelUnit NewUnit(ulong address, long unmappedNs) => unmappedNs != 0 ? PanelUnit.OfUnmapped(address, unmappedNs) : IsAllSwept ? PanelUnit.OfSwept(address, SweptNs) : new PanelUnit { Address = address };

    /// <summary>Takes over what is known of the mapping that was here before.</summary>
    public void Inherit(PanelArea before)
        => (_wished, Order, Density, SweptNs, IsAllSwept) = (before._wished, before.Order, before.Density, before.SweptNs, before.IsAllSwept);

    /// <summary>Notes how many of the drawn pages are present.</summary>
    public void Count(int present, int drawn) => Density = drawn == 0 ? Density : (present + 0.5) / (drawn + 1);

    /// <summary>Chooses how many pages are followed; what is nearly right stays, so that pages stay.</summary>
    /// <param name="wanted">Present pages that should be in the panel, at least.</param>
    /// <param name="most">Drawn pages, present or not, that may be.</param>
    /// <param name="orders">What the panels of other processes have chosen for the same memory.</param>
    public void Choose(double wanted, double most, PanelOrders orders)
    {
        Wish(wanted, most);
        Order = orders.Finest(this, _wished);
    }

    private void Wish(double wanted, double most)
    {
        const double Nearly = 0.8;
        const double Enough = 4;
        var perUnit = (double)(1UL << _wished);
        var present = PresentPages / perUnit;
        if ((present >= Nearly * wanted || _wished == 0) && present < Enough * wanted && Range.Size / Pages.Size / perUnit <= most)
        {
            return;
        }

        _wished = Math.Max(OrderFor(PresentPages / wanted), OrderFor(2 * Range.Size / Pages.Size / most));
    }

    // So that at least the part asked for remains.
    private static int OrderFor(double pagesPerUnit) => pagesPerUnit < 2 ? 0 : Math.Min(30, BitOperations.Log2((ulong)pagesPerUnit));
}
