namespace Damon.Client.Charts;

/// <summary>Parts of the plot that have to be drawn anew.</summary>
[Flags]
public enum ChartParts
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Cells of the picture.</summary>
    Cells = 1,

    /// <summary>Visible time.</summary>
    Time = 2,

    /// <summary>Visible addresses, their labels and names.</summary>
    Addresses = 4,

    /// <summary>Cuts and play head.</summary>
    Shapes = 8,

    /// <summary>Working set and resident size.</summary>
    Lines = 16,

    /// <summary>Colours of cells and colour bar.</summary>
    Palette = 32,

    /// <summary>Colours of text and rules.</summary>
    Theme = 64,

    /// <summary>A live picture has moved on by a little: cheaper than <see cref="Time"/>, which has to follow now and then.</summary>
    Slide = 128,

    /// <summary>Everything.</summary>
    All = Cells | Time | Addresses | Shapes | Lines | Palette | Theme,
}
