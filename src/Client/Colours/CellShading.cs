using System.Globalization;
using Damon.Client.Pictures;
using Damon.Model.Binning;
using Damon.Model.Format;

namespace Damon.Client.Colours;

/// <summary>
/// How values become colours, and the bytes in which cells go to the canvas: 0 is unknown, 1 is below what is to be
/// shown, 2 is zero, then come values up to full colour, then the same for what is only inferred; 255 is recorded, and not
/// here yet. Anything above zero gets a code above that of zero, so that rare accesses never look like none.
/// </summary>
public sealed record CellShading
{
    /// <summary>Nothing was observed.</summary>
    public const byte Unknown = 0;

    /// <summary>Observed, and below <see cref="HideBelow"/>.</summary>
    public const byte Hidden = 1;

    /// <summary>Observed, and not accessed.</summary>
    public const byte Zero = 2;

    /// <summary>Inferred, and not accessed.</summary>
    public const byte InferredZero = 192;

    /// <summary>Recorded, and not here yet.</summary>
    public const byte Awaited = byte.MaxValue;

    private const byte InferredLast = Awaited - 1;
    private const uint AwaitedColour = 0x808890;
    private const double LogFloor = 0.1;
    private const byte InferredOpacity = 120;
    private const int BarStops = 33;

    private static readonly double[] TimeMarks = [0, 1, 10, 60, 600, 3_600, 21_600, 86_400, 604_800];

    /// <summary>What values tell.</summary>
    public CellMeasure Measure { get; init; }

    /// <summary>How a value becomes a place on the colour map.</summary>
    public ColourScale Scale { get; init; } = ColourScale.Sqrt;

    /// <summary>The colours.</summary>
    public ColourMap Map { get; init; } = ColourMap.Viridis;

    /// <summary>The value from which on a cell has the last colour, above 0: percent, at most 100, or seconds.</summary>
    public double Most { get; init; } = 100;

    /// <summary>Whether <see cref="Most"/> follows what is on the screen, see <see cref="FullColour"/>.</summary>
    public bool Automatic { get; init; }

    /// <summary>Rates and shares below this are left blank, percent; 0 shows all.</summary>
    public double HideBelow { get; init; }

    /// <summary>Values are differences of two rates, -100 .. 100, and the map's middle stands for no difference.</summary>
    public bool Difference { get; init; }

    /// <summary>Place of a value on the colour map, 0 .. 1.</summary>
    /// <param name="percent">0 .. 100, for differences -100 .. 100; of times seconds.</param>
    public double Place(double percent)
    {
        if (Difference)
        {
            return 0.5 + (Math.Sign(percent) * 0.5 * Bend(Math.Abs(percent)));
        }

        return Bend(percent);
    }

    /// <summary>The same for another measure, at its defaults.</summary>
    public CellShading By(CellMeasure measure) => this with
    {
        Measure = measure,
        Scale = UsualScale(measure),
        Most = UsualMost(measure),
        Automatic = true,
        HideBelow = 0,
    };

    /// <summary>How values become places where nothing else is chosen: times reach from seconds to days.</summary>
    public static ColourScale UsualScale(CellMeasure measure) => measure == CellMeasure.Idle ? ColourScale.Log : ColourScale.Sqrt;

    /// <summary>Full colour where nothing else is chosen, percent or seconds.</summary>
    public static double UsualMost(CellMeasure measure) => measure == CellMeasure.Idle ? 600 : 100;

    /// <summary>Colour at a place, as 0xRRGGBB. What was accessed just now is as bright as what is accessed all the time.</summary>
    /// <param name="place">0 .. 1, as <see cref="Place"/> gives it.</param>
    public uint ColourAt(double place) => Map.At(Measure == CellMeasure.Idle ? 1 - place : place);

    /// <summary>A value in words, with its unit but for percent.</summary>
    public string Text(double value) => Measure == CellMeasure.Idle ? (value > 0 ? Durations.Text(value * 1e6) : "0")
        : value.ToString(Math.Abs(value) >= 10 ? "0.#" : "0.###", CultureInfo.InvariantCulture).Replace('-', '−');

    /// <summary>The value at a place of the colour map: the inverse of <see cref="Place"/>.</summary>
    public double ValueAt(double place)
    {
        var at = Math.Clamp(place, 0, 1);
        return Difference ? Math.Sign(at - 0.5) * Straighten(Math.Abs(at - 0.5) * 2) : Straighten(at);
    }

    /// <summary>The code of one value; NaN is unknown, <see cref="CellGrid.Coming"/> is not here yet.</summary>
    /// <param name="percent">0 .. 100, for differences -100 .. 100; of times seconds.</param>
    /// <param name="inferred">Whether it was not observed but concluded.</param>
    public byte Encode(float percent, bool inferred = false)
    {
        if (!float.IsFinite(percent))
        {
            return float.IsNaN(percent) ? Unknown : Awaited;
        }

        if (Math.Abs(percent) < HideBelow)
        {
            return Hidden;
        }

        if (Difference)
        {
            return (byte)(Zero + Math.Round(Place(percent) * (byte.MaxValue - Zero)));
        }

        var (zero, last) = inferred ? (InferredZero, InferredLast) : (Zero, (byte)(InferredZero - 1));
        return percent <= 0 ? zero : (byte)Math.Clamp(zero + (int)Math.Round((last - zero) * Place(percent)), zero + 1, last);
    }

    /// <summary>Codes of a whole column.</summary>
    public void Encode(ReadOnlySpan<float> percents, bool inferred, Span<byte> codes)
    {
        var (last, code) = (float.NaN, Unknown);
        for (var i = 0; i < percents.Length; i++)
        {
            // Most cells are like the one below.
            if (BitConverter.SingleToInt32Bits(percents[i]) != BitConverter.SingleToInt32Bits(last))
            {
                (last, code) = (percents[i], Encode(percents[i], inferred));
            }

            codes[i] = code;
        }
    }

    /// <summary>The value a code stands for; 0 for those without one.</summary>
    public double Value(byte code) => code < Zero || IsAwaited(code) ? 0 : ValueAt(PlaceOf(code));

    /// <summary>256 colours by code, four bytes each (red, green, blue, opacity); unknown is transparent, what is inferred lets the ground shine through.</summary>
    /// <param name="blank">Colour of what is hidden, 0xRRGGBB.</param>
    public byte[] Palette(uint blank)
    {
        var palette = new byte[256 * 4];
        for (var code = 1; code < 256; code++)
        {
            var colour = code == Hidden ? blank : IsAwaited((byte)code) ? Between(blank, AwaitedColour) : ColourAt(PlaceOf((byte)code));
            palette[code * 4] = (byte)(colour >> 16);
            palette[(code * 4) + 1] = (byte)(colour >> 8);
            palette[(code * 4) + 2] = (byte)colour;
            palette[(code * 4) + 3] = IsInferred((byte)code) ? InferredOpacity : byte.MaxValue;
        }

        return palette;
    }

    /// <summary>The map as a Plotly colour scale: pairs of place and CSS colour.</summary>
    public IReadOnlyList<(double Place, string Colour)> Stops()
        => [.. Enumerable.Range(0, BarStops).Select(i => i / (BarStops - 1.0)).Select(place => (place, string.Create(CultureInfo.InvariantCulture, $"#{ColourAt(place):x6}")))];

    /// <summary>Values for the marks of a colour bar, rising.</summary>
    public IReadOnlyList<double> Marks()
    {
        if (Measure == CellMeasure.Idle)
        {
            return [.. TimeMarks.Where(mark => mark < Most && (mark == 0 || Place(mark) is > 0.1 and < 0.9)), Most];
        }

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

        var marks = shares.Select(s => s * Most).ToArray();
        return Difference ? [.. marks.Skip(1).Reverse().Select(m => -m), .. marks] : marks;
    }

    private bool IsInferred(byte code) => code is >= InferredZero and < Awaited && !Difference;

    private bool IsAwaited(byte code) => code == Awaited && !Difference;

    private static uint Between(uint one, uint other) => ((one >> 1) & 0x7f7f7f) + ((other >> 1) & 0x7f7f7f);

    private double PlaceOf(byte code)
        => Difference ? (code - Zero) / (double)(byte.MaxValue - Zero)
            : IsInferred(code) ? (code - InferredZero) / (double)(InferredLast - InferredZero)
            : (code - Zero) / (double)(InferredZero - 1 - Zero);

    private double Bend(double percent)
    {
        var share = Math.Clamp(percent / Most, 0, 1);
        return Scale switch
        {
            ColourScale.Sqrt => Math.Sqrt(share),
            ColourScale.Log => Math.Log(1 + (share * Most / LogFloor)) / Math.Log(1 + (Most / LogFloor)),
            _ => share,
        };
    }

    private double Straighten(double place) => Scale switch
    {
        ColourScale.Sqrt => Most * place * place,
        ColourScale.Log => LogFloor * (Math.Pow(1 + (Most / LogFloor), place) - 1),
        _ => Most * place,
    };
}
