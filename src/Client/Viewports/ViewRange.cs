namespace Damon.Client.Viewports;

/// <summary>The visible part of the picture.</summary>
/// <param name="FromUs">Left edge, Unix microseconds.</param>
/// <param name="ToUs">Right edge, Unix microseconds.</param>
/// <param name="Bottom">Lowest position of the address axis, 0 .. 1.</param>
/// <param name="Top">Highest position of the address axis, 0 .. 1.</param>
public readonly record struct ViewRange(double FromUs, double ToUs, double Bottom, double Top)
{
    private const double SmallestHeight = 1e-9;
    private const double ShortestUs = 20_000;

    /// <summary>Time shown, microseconds.</summary>
    public double WidthUs => ToUs - FromUs;

    /// <summary>Whether the whole address axis is shown.</summary>
    public bool FullHeight => Bottom <= 0 && Top >= 1;

    /// <summary>The same, cut to the axis and not smaller than can be drawn.</summary>
    public ViewRange Clamped()
    {
        var height = Math.Clamp(Top - Bottom, SmallestHeight, 1);
        var bottom = Math.Clamp(Bottom, 0, 1 - height);
        var width = Math.Max(WidthUs, ShortestUs);
        return new ViewRange(FromUs, FromUs + width, bottom, bottom + height);
    }

    /// <summary>Zooms time about a moment that stays where it is; a factor below 1 zooms in.</summary>
    /// <param name="factor">New width by old width.</param>
    /// <param name="aboutUs">The moment, Unix microseconds; the middle when it is not visible.</param>
    public ViewRange Zoomed(double factor, double? aboutUs = null)
    {
        var about = aboutUs >= FromUs && aboutUs <= ToUs ? aboutUs.Value : (FromUs + ToUs) / 2;
        return this with { FromUs = about - ((about - FromUs) * factor), ToUs = about + ((ToUs - about) * factor) };
    }

    /// <summary>Zooms addresses about the middle; a factor below 1 zooms in.</summary>
    public ViewRange ZoomedAddresses(double factor)
    {
        var (middle, half) = ((Bottom + Top) / 2, (Top - Bottom) / 2 * factor);
        return this with { Bottom = middle - half, Top = middle + half };
    }

    /// <summary>Moves in addresses by a part of what is shown.</summary>
    public ViewRange PannedAddresses(double part) => this with { Bottom = Bottom + ((Top - Bottom) * part), Top = Top + ((Top - Bottom) * part) };

    /// <summary>The same width with a moment in its middle.</summary>
    public ViewRange Around(double us) => this with { FromUs = us - (WidthUs / 2), ToUs = us + (WidthUs / 2) };

    /// <summary>Moves in time by a part of what is shown.</summary>
    public ViewRange Panned(double part) => this with { FromUs = FromUs + (WidthUs * part), ToUs = ToUs + (WidthUs * part) };
}
