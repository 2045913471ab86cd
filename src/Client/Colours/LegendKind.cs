namespace Damon.Client.Colours;

/// <summary>Looks of cells that the colour bar does not explain.</summary>
public enum LegendKind
{
    /// <summary>Hatched.</summary>
    Unknown,

    /// <summary>Colours on hatching.</summary>
    Inferred,

    /// <summary>Blank.</summary>
    Hidden,
}
