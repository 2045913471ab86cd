namespace Damon.Client.Heatmap;

/// <summary>
/// Cells as bytes, the form in which they go to the canvas: 0 is unknown, 1 is no access at all, 2 .. 255 are access
/// rates up to 100 %. Anything above zero gets at least code 2, so that rare accesses never look like none.
/// </summary>
public static class CellCodes
{
    /// <summary>Nothing was observed.</summary>
    public const byte Unknown = 0;

    /// <summary>Observed, and not accessed.</summary>
    public const byte Zero = 1;

    private const double LogFloorPercent = 0.1;

    /// <summary>Place of a rate on the colour map, 0 .. 1.</summary>
    /// <param name="percent">0 .. 100.</param>
    /// <param name="scale">The scale.</param>
    public static double Place(double percent, ColourScale scale)
    {
        var share = Math.Clamp(percent, 0, 100) / 100;
        return scale switch
        {
            ColourScale.Sqrt => Math.Sqrt(share),
            ColourScale.Log => Math.Log(1 + (share * 100 / LogFloorPercent)) / Math.Log(1 + (100 / LogFloorPercent)),
            _ => share,
        };
    }

    /// <summary>The rate at a place of the colour map, percent: the inverse of <see cref="Place"/>.</summary>
    public static double PercentAt(double place, ColourScale scale)
    {
        var at = Math.Clamp(place, 0, 1);
        return scale switch
        {
            ColourScale.Sqrt => 100 * at * at,
            ColourScale.Log => LogFloorPercent * (Math.Pow(1 + (100 / LogFloorPercent), at) - 1),
            _ => 100 * at,
        };
    }

    /// <summary>The code of one value in percent; NaN is unknown.</summary>
    public static byte Encode(float percent, ColourScale scale)
        => float.IsNaN(percent) ? Unknown
            : percent <= 0 ? Zero
            : (byte)Math.Clamp(1 + (int)Math.Round(254 * Place(percent, scale)), 2, 255);

    /// <summary>Codes of a whole column.</summary>
    public static void Encode(ReadOnlySpan<float> percents, ColourScale scale, Span<byte> codes)
    {
        for (var i = 0; i < percents.Length; i++)
        {
            codes[i] = Encode(percents[i], scale);
        }
    }

    /// <summary>The rate a code stands for, percent; 0 for unknown.</summary>
    public static double Percent(byte code, ColourScale scale) => code <= Zero ? 0 : PercentAt((code - 1) / 254.0, scale);
}
