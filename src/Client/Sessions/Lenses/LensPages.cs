using Damon.Client.Idle;
using Damon.Contracts.Rest.Lenses;
using Damon.Model.Idle;

namespace Damon.Client.Sessions.Lenses;

/// <summary>The pages of a lens at one moment, told apart by the ages that are drawn everywhere.</summary>
public sealed class LensPages
{
    /// <summary>The code of a page that is not present; codes below are indices of <see cref="AgeClasses.All"/>.</summary>
    public const byte AbsentCode = 8;

    /// <summary>The code of a page of which nothing can be told.</summary>
    public const byte UnknownCode = 9;

    // The sampler counts in sixteenths of a second, rounded down.
    private const double RoundingS = 0.2;

    // Before, what was accessed since the opening and what was not are the same.
    private const double ShortestS = 2;

    private readonly PagesResource _told;
    private readonly byte _untouchedFrom;
    private readonly long[] _pages = new long[UnknownCode + 1];

    /// <summary>Takes what was told.</summary>
    /// <param name="told">What was told.</param>
    /// <param name="sinceUs">When the lens was opened, Unix microseconds.</param>
    public LensPages(PagesResource told, long sinceUs)
    {
        var openS = (told.AtUs - sinceUs) / 1e6;
        (_told, SinceUs) = (told, sinceUs);
        _untouchedFrom = openS >= ShortestS ? PageAge.Of(openS - RoundingS) : PageAge.Unknown;
        Codes = [.. Enumerable.Range(0, 256).Select(age => CodeOf((byte)age))];
        foreach (var age in told.Ages)
        {
            _pages[Codes[age]]++;
        }
    }

    /// <summary>The code of each age as it is told: 256 of them.</summary>
    public byte[] Codes { get; }

    /// <summary>The ages as they were told, one for each page in address order.</summary>
    public byte[] Ages => _told.Ages;

    /// <summary>How many pages there are.</summary>
    public int Count => _told.Ages.Length;

    /// <summary>When they were looked at, Unix microseconds.</summary>
    public long AtUs => _told.AtUs;

    /// <summary>When the lens was opened, Unix microseconds.</summary>
    public long SinceUs { get; }

    /// <summary>For how long it had been open then, microseconds.</summary>
    public long OpenUs => Math.Max(0, AtUs - SinceUs);

    /// <summary>Bytes that are not present.</summary>
    public long AbsentBytes => _pages[AbsentCode] * _told.PageBytes;

    /// <summary>Present bytes of which nothing can be told.</summary>
    public long UnknownBytes => _pages[UnknownCode] * _told.PageBytes;

    /// <summary>Present bytes of an age. The oldest are those that were not accessed since the lens was opened.</summary>
    public long BytesOf(AgeClass age) => _pages[age.Index] * _told.PageBytes;

    /// <summary>First byte of a page.</summary>
    /// <param name="page">Its number, from 0.</param>
    public ulong AddressOf(int page) => _told.Start + ((ulong)page * (ulong)_told.PageBytes);

    /// <summary>The code of a page.</summary>
    /// <param name="page">Its number, from 0.</param>
    public byte CodeAt(int page) => Codes[_told.Ages[page]];

    /// <summary>Time since a page was accessed, seconds, within about a tenth; null for one that was not since the opening, is not present, or unknown.</summary>
    /// <param name="page">Its number, from 0.</param>
    public double? IdleSeconds(int page)
        => _told.Ages[page] is var age and not (PageAge.Absent or PageAge.Unknown) && age < _untouchedFrom ? PageAge.Seconds(age) : null;

    private byte CodeOf(byte age) => age switch
    {
        PageAge.Absent => AbsentCode,
        PageAge.Unknown => UnknownCode,
        _ when age >= _untouchedFrom => (byte)AgeClasses.Oldest.Index,
        _ => (byte)AgeClasses.All.Last(one => one.FromS <= PageAge.Seconds(age)).Index,
    };
}
