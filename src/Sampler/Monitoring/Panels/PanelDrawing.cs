using Damon.Model.Addresses;
using Damon.Sampler.Monitoring.Regions;

namespace Damon.Sampler.Monitoring.Panels;

/// <summary>
/// Which pages are followed: of every aligned block of 2^n pages one, by chance. The choices are nested: the page of a block
/// is that of one of its halves. So a page stays in the panel when its mapping grows or moves a border, half of them stay
/// when the blocks become twice as long, and all of them when they become half as long.
/// </summary>
/// <param name="seed">Another one, another panel.</param>
internal sealed class PanelDrawing(ulong seed)
{
    /// <summary>Adds the pages of a range, in address order.</summary>
    /// <param name="range">Page aligned.</param>
    /// <param name="order">Blocks have 2^order pages.</param>
    /// <param name="pages">Receives the addresses.</param>
    /// <param name="file">The file it maps: of that the same pages are drawn wherever it is mapped; 0 for none.</param>
    /// <param name="filePage">Where in the file it begins, pages.</param>
    public void Draw(AddressRange range, int order, List<ulong> pages, ulong file = 0, ulong filePage = 0)
    {
        var first = file == 0 ? range.Start / Pages.Size : filePage;
        var end = first + (range.Size / Pages.Size);
        for (var block = first >> order; block << order < end; block++)
        {
            // A block that reaches beyond the range may have its page there: then it has none here, and none stands for too much.
            var page = PageOf(block, order, file);
            if (page >= first && page < end)
            {
                pages.Add(range.Start + ((page - first) * Pages.Size));
            }
        }
    }

    private ulong PageOf(ulong block, int order, ulong file)
    {
        for (; order > 0; order--)
        {
            block = (block << 1) | (Mix(block ^ ((ulong)order << 56) ^ seed ^ file) & 1);
        }

        return block;
    }

    /// <summary>A number in which every bit depends on every bit of another (Steele, Lea and Flood's mixer).</summary>
    public static ulong Mix(ulong number)
    {
        number = (number ^ (number >> 30)) * 0xbf58476d1ce4e5b9;
        number = (number ^ (number >> 27)) * 0x94d049bb133111eb;
        return number ^ (number >> 31);
    }
}
