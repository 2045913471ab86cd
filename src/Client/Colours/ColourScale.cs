namespace Damon.Client.Colours;

/// <summary>How an access rate becomes a place on the colour map.</summary>
public enum ColourScale
{
    /// <summary>Evenly.</summary>
    Linear,

    /// <summary>By the square root: lifts what is rarely accessed.</summary>
    Sqrt,

    /// <summary>By the logarithm above 0.1 %: shows even what is hardly ever accessed.</summary>
    Log,
}
