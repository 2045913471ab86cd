namespace Damon.Client.Colours;

/// <summary>A perceptually even colour map, given by evenly spaced colours between which is interpolated.</summary>
public sealed class ColourMap
{
    private readonly uint[] _stops;

    private ColourMap(string name, string label, params uint[] stops)
    {
        Name = name;
        Label = label;
        _stops = stops;
    }

    /// <summary>matplotlib's viridis: even for the eye, and for colour-blind eyes.</summary>
    public static ColourMap Viridis { get; } = new("viridis", "Viridis",
        0x440154, 0x482475, 0x414487, 0x355f8d, 0x2a788e, 0x21918c, 0x22a884, 0x44bf70, 0x7ad151, 0xbddf26, 0xfde725);

    /// <summary>matplotlib's inferno: from black through red to pale yellow.</summary>
    public static ColourMap Inferno { get; } = new("inferno", "Inferno",
        0x000004, 0x160b39, 0x420a68, 0x6a176e, 0x932667, 0xbc3754, 0xdd513a, 0xf37819, 0xfca50a, 0xf6d746, 0xfcffa4);

    /// <summary>Cividis: blue to yellow, alike for people with and without colour blindness.</summary>
    public static ColourMap Cividis { get; } = new("cividis", "Cividis",
        0x00224e, 0x123570, 0x3b496c, 0x575d6d, 0x707173, 0x8a8678, 0xa59c74, 0xc3b369, 0xe1cc55, 0xfee838);

    /// <summary>Greys, dark to light.</summary>
    public static ColourMap Grey { get; } = new("grey", "Grey", 0x101010, 0xf8f8f8);

    /// <summary>ColorBrewer's PuOr for differences: purple, near white in the middle, orange; told apart by colour-blind eyes.</summary>
    public static ColourMap PurpleOrange { get; } = new("puor", "Purple and orange",
        0x542788, 0x8073ac, 0xb2abd2, 0xd8daeb, 0xf7f7f7, 0xfee0b6, 0xfdb863, 0xe08214, 0xb35806);

    /// <summary>Every map for access rates, the default first.</summary>
    public static IReadOnlyList<ColourMap> All { get; } = [Viridis, Inferno, Cividis, Grey];

    /// <summary>Name in the page's address.</summary>
    public string Name { get; }

    /// <summary>Name to show.</summary>
    public string Label { get; }

    /// <summary>The map of that name, or the default.</summary>
    public static ColourMap Named(string? name) => All.FirstOrDefault(m => m.Name == name) ?? Viridis;

    /// <summary>Colour at a place, as 0xRRGGBB.</summary>
    /// <param name="place">0 .. 1.</param>
    public uint At(double place)
    {
        var at = Math.Clamp(place, 0, 1) * (_stops.Length - 1);
        var low = Math.Min((int)at, _stops.Length - 2);
        var part = at - low;
        return (Channel(16) << 16) | (Channel(8) << 8) | Channel(0);

        uint Channel(int shift)
        {
            double from = (_stops[low] >> shift) & 0xff;
            double to = (_stops[low + 1] >> shift) & 0xff;
            return (uint)Math.Round(from + ((to - from) * part));
        }
    }
}
