using System.Globalization;
using Damon.Model.Addresses;
using Damon.Model.Monitoring;

namespace Damon.Model.Idle;

/// <summary>What ranges can be followed page by page. One place, asked by the server before it forwards an order and by the sampler before it begins.</summary>
public static class LensRules
{
    /// <summary>Bytes of a page.</summary>
    public const ulong PageBytes = 4_096;

    /// <summary>Most pages at a time: 4 GiB.</summary>
    public const ulong MostPages = 1_048_576;

    /// <summary>No process has memory from here on: five-level page tables give it 56 bits of address.</summary>
    private const ulong EndOfMemory = 1UL << 56;

    /// <summary>The whole pages that a range touches.</summary>
    public static AddressRange Align(AddressRange range)
        => new(range.Start / PageBytes * PageBytes, range.End > EndOfMemory ? range.End : (range.End + PageBytes - 1) / PageBytes * PageBytes);

    /// <summary>All faults of a range; empty when it is accepted.</summary>
    public static IReadOnlyList<FieldError> Validate(ulong start, ulong end)
    {
        if (end <= start)
        {
            return [new FieldError("end", "The end must be above the start.")];
        }

        if (end > EndOfMemory)
        {
            return [new FieldError("end", string.Create(CultureInfo.InvariantCulture, $"No process has memory up to there; give at most 0x{EndOfMemory:x}."))];
        }

        var whole = Align(new AddressRange(start, end));
        var pages = whole.Size / PageBytes;
        return pages <= MostPages ? [] : [new FieldError("end", string.Create(CultureInfo.InvariantCulture,
            $"The range has {pages} pages; at most {MostPages} (4 GiB) are followed at a time. End it at 0x{whole.Start + (MostPages * PageBytes):x}."))];
    }
}
