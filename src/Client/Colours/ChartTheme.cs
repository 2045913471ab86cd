namespace Damon.Client.Colours;

/// <summary>Colours of the page's style sheet that the plot needs, as CSS text.</summary>
/// <param name="Ink">Text.</param>
/// <param name="Muted">Secondary text.</param>
/// <param name="Line">Rules and grid.</param>
/// <param name="Panel">Background of the plot's surroundings.</param>
/// <param name="Accent">Working set line and play head.</param>
/// <param name="Resident">Resident size line.</param>
public sealed record ChartTheme(string Ink, string Muted, string Line, string Panel, string Accent, string Resident)
{
    /// <summary>Used until the page's own are known.</summary>
    public static ChartTheme Default { get; } = new("#1c2430", "#5b6675", "#d8dee6", "#ffffff", "#0f766e", "#8a94a3");

    /// <summary><see cref="Panel"/> as 0xRRGGBB; white when it is no such colour.</summary>
    public uint PanelColour => Panel.Length == 7 && uint.TryParse(
        Panel.AsSpan(1), System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture, out var colour) ? colour : 0xffffff;
}
