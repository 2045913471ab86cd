namespace Damon.Client.Colours;

/// <summary>Looks of cells that the colour bar does not explain.</summary>
public enum LegendKind
{
    /// <summary>Hatched.</summary>
    Unknown,

    /// <summary>Colours on hatching.</summary>
    Inferred,

    /// <summary>Plain grey.</summary>
    Awaited,

    /// <summary>Blank.</summary>
    Hidden,

    /// <summary>No looks of its own: a word on the colour bar.</summary>
    Note,
}
