namespace Damon.Client.Colours;

/// <summary>
/// How values become colours, and the bytes in which cells go to the canvas: 0 is unknown, 1 is below what is to be
/// shown, 2 is no access at all, then come access rates, then the same for what is only inferred. Anything above zero
/// gets a code above that of zero, so that rare accesses never look like none.
/// </summary>
public sealed record CellShading
{
    /// <summary>Nothing was observed.</summary>
    public const byte Unknown = 0;

    /// <summary>Observed, and below <see cref="HidePercent"/>.</summary>
    public const byte Hidden = 1;

    /// <summary>Observed, and not accessed.</summary>
    public const byte Zero = 2;

    /// <summary>Inferred, and not accessed.</summary>
    public const byte InferredZero = 192;

    private const double LogFloorPercent = 0.1;
    private const byte InferredOpacity = 120;

    /// <summary>How a rate becomes a place on the colour map.</summary>
    public ColourScale Scale { get; init; } = ColourScale.Sqrt;

    /// <summary>The colours.</summary>
    public ColourMap Map { get; init; } = ColourMap.Viridis;

    /// <summary>The rate from which on a cell has the last colour, percent, above 0 and at most 100.</summary>
    public double MaxPercent { get; init; } = 100;

    /// <summary>Whether <see cref="MaxPercent"/> follows what is on the screen, see <see cref="FullColour"/>.</summary>
    public bool Automatic { get; init; }

    /// <summary>Rates below this are left blank, percent; 0 shows all.</summary>
    public double HidePercent { get; init; }

    /// <summary>Values are differences of two rates, -100 .. 100, and the map's middle stands for no difference.</summary>
    public bool Difference { get; init; }

    /// <summary>Place of a value on the colour map, 0 .. 1.</summary>
    /// <param name="percent">0 .. 100, for differences -100 .. 100.</param>
    public double Place(double percent)
    {
        if (Difference)
        {
            return 0.5 + (Math.Sign(percent) * 0.5 * Bend(Math.Abs(percent)));
        }

        return Bend(percent);
    }

    /// <summary>The value at a place of the colour map, percent: the inverse of <see cref="Place"/>.</summary>
    public double PercentAt(double place)
    {
        var at = Math.Clamp(place, 0, 1);
        return Difference ? Math.Sign(at - 0.5) * Straighten(Math.Abs(at - 0.5) * 2) : Straighten(at);
    }

    /// <summary>The code of one value in percent; NaN is unknown.</summary>
    /// <param name="percent">0 .. 100, for differences -100 .. 100.</param>
    /// <param name="inferred">Whether it was not observed but concluded.</param>
    public byte Encode(float percent, bool inferred = false)
    {
        if (float.IsNaN(percent))
        {
            return Unknown;
        }

        if (Math.Abs(percent) < HidePercent)
        {
            return Hidden;
        }

        if (Difference)
        {
            return (byte)(Zero + Math.Round(Place(percent) * (byte.MaxValue - Zero)));
        }

        var (zero, last) = inferred ? (InferredZero, byte.MaxValue) : (Zero, (byte)(InferredZero - 1));
        return percent <= 0 ? zero : (byte)Math.Clamp(zero + (int)Math.Round((last - zero) * Place(percent)), zero + 1, last);
    }

    /// <summary>Codes of a whole column.</summary>
    public void Encode(ReadOnlySpan<float> percents, bool inferred, Span<byte> codes)
    {
        for (var i = 0; i < percents.Length; i++)
        {
            codes[i] = Encode(percents[i], inferred);
        }
    }

    /// <summary>The value a code stands for, percent; 0 for those without one.</summary>
    public double Percent(byte code) => code < Zero ? 0 : PercentAt(PlaceOf(code));

    /// <summary>256 colours by code, four bytes each (red, green, blue, opacity); unknown is transparent, what is inferred lets the ground shine through.</summary>
    /// <param name="blank">Colour of what is hidden, 0xRRGGBB.</param>
    public byte[] Palette(uint blank)
    {
        var palette = new byte[256 * 4];
        for (var code = 1; code < 256; code++)
        {
            var colour = code == Hidden ? blank : Map.At(PlaceOf((byte)code));
            palette[code * 4] = (byte)(colour >> 16);
            palette[(code * 4) + 1] = (byte)(colour >> 8);
            palette[(code * 4) + 2] = (byte)colour;
            palette[(code * 4) + 3] = IsInferred((byte)code) ? InferredOpacity : byte.MaxValue;
        }

        return palette;
    }

    /// <summary>Rates for the marks of a colour bar, percent, rising.</summary>
    public IReadOnlyList<double> Marks()
    {
        double[] shares = Scale switch
        {
            ColourScale.Linear => [0, 0.2, 0.4, 0.6, 0.8, 1],
            ColourScale.Sqrt => [0, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 1],
            _ => [0, 0.001, 0.01, 0.1, 1],
        };
        if (Difference)
        {
            // Both ways from the middle there is half the room.
            shares = Scale switch
            {
                ColourScale.Linear => [0, 0.5, 1],
                ColourScale.Sqrt => [0, 0.05, 0.25, 1],
                _ => [0, 0.01, 0.1, 1],
            };
        }

        var marks = shares.Select(s => s * MaxPercent).ToArray();
        return Difference ? [.. marks.Skip(1).Reverse().Select(m => -m), .. marks] : marks;
    }

    private bool IsInferred(byte code) => code >= InferredZero && !Difference;

    private double PlaceOf(byte code)
        => Difference ? (code - Zero) / (double)(byte.MaxValue - Zero)
            : IsInferred(code) ? (code - InferredZero) / (double)(byte.MaxValue - InferredZero)
            : (code - Zero) / (double)(InferredZero - 1 - Zero);

    private double Bend(double percent)
    {
        var share = Math.Clamp(percent / MaxPercent, 0, 1);
        return Scale switch
        {
            ColourScale.Sqrt => Math.Sqrt(share),
            ColourScale.Log => Math.Log(1 + (share * MaxPercent / LogFloorPercent)) / Math.Log(1 + (MaxPercent / LogFloorPercent)),
            _ => share,
        };
    }

    private double Straighten(double place) => Scale switch
    {
        ColourScale.Sqrt => MaxPercent * place * place,
        ColourScale.Log => LogFloorPercent * (Math.Pow(1 + (MaxPercent / LogFloorPercent), place) - 1),
        _ => MaxPercent * place,
    };
}
