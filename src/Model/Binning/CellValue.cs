namespace Damon.Model.Binning;

/// <summary>
/// The value of one cell of a picture: an access rate in steps of 1/600 percent, or unknown. Live and recorded pictures
/// round alike, so that they show the same.
/// </summary>
/// <param name="Code">The steps, 0 .. 60,000; 65,535 is unknown.</param>
public readonly record struct CellValue(ushort Code)
{
    private const double Steps = 600;
    private const double Most = 100 * Steps;

    /// <summary>Nothing was observed.</summary>
    public static CellValue Unknown { get; } = new(ushort.MaxValue);

    /// <summary>Whether nothing was observed, which is not zero.</summary>
    public bool IsUnknown => Code == ushort.MaxValue;

    /// <summary>Percent, 0 .. 100; NaN is unknown.</summary>
    public float Percent => IsUnknown ? float.NaN : (float)(Code / Steps);

    /// <summary>The value of a rate; what is above zero is at least one step.</summary>
    /// <param name="percent">0 .. 100; null is unknown.</param>
    public static CellValue Of(double? percent) => percent switch
    {
        null => Unknown,
        <= 0 => new(0),
        { } rate => new((ushort)Math.Clamp(Math.Round(rate * Steps), 1, Most)),
    };
}
