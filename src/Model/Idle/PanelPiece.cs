using Damon.Model.Addresses;

namespace Damon.Model.Idle;

/// <summary>What pages followed one by one say of one piece of memory: how many of them were last accessed how long ago.</summary>
/// <param name="Range">The piece, page aligned.</param>
/// <param name="PagesPerUnit">Of so many pages of address space one is followed, by chance; 1 when all are.</param>
/// <param name="Drawn">Followed pages, present or not; those that share one Accessed bit count once.</param>
/// <param name="Counts">Followed pages by the time since their last access, <see cref="IdleScale.Counts"/> of them.</param>
/// <param name="Unknown">Followed pages that are present and of which nothing can be told.</param>
public sealed record PanelPiece(AddressRange Range, int PagesPerUnit, int Drawn, IReadOnlyList<int> Counts, int Unknown)
{
    private const long PageBytes = 4_096;

    /// <summary>Whether every page is followed: then nothing is estimated.</summary>
    public bool IsWhole => PagesPerUnit <= 1;

    /// <summary>Bytes that so many followed pages stand for.</summary>
    public double Bytes(int pages) => (double)pages * PagesPerUnit * PageBytes;

    /// <summary>Followed pages that are present.</summary>
    public int Present => Counts.Sum() + Unknown;

    /// <summary>
    /// Standard error of <see cref="Bytes"/> of so many: that of a share found in <see cref="Drawn"/> draws without
    /// replacement, times the size.
    /// </summary>
    public double Error(int pages)
    {
        if (IsWhole || Drawn == 0)
        {
            return 0;
        }

        // What was found in all draws or in none is not certain for it: half a draw more of either (Wilson's middle).
        var size = Range.Size;
        var share = (Math.Min(1, Bytes(pages) / size) * Drawn + 0.5) / (Drawn + 1);
        return size * Math.Sqrt(share * (1 - share) / Drawn * (1 - (1.0 / PagesPerUnit)));
    }
}
