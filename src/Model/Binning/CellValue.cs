namespace Damon.Model.Binning;

/// <summary>
/// The value of one cell of a picture: a rate or share in steps of 1/600 percent, a time to a twentieth of a percent, or unknown. Live and recorded pictures
/// round alike, so that they show the same.
/// </summary>
/// <param name="Code">The steps, 0 .. 60,000; 65,535 is unknown. Of a time in seconds 1,500 times the logarithm to base 2 of one more than its milliseconds.</param>
public readonly record struct CellValue(ushort Code)
{
    private const double Steps = 600;
    private const double Most = 100 * Steps;
    private const double TimeSteps = 1_500;

    /// <summary>Nothing was observed.</summary>
    public static CellValue Unknown { get; } = new(ushort.MaxValue);

    /// <summary>Whether nothing was observed, which is not zero.</summary>
    public bool IsUnknown => Code == ushort.MaxValue;

    /// <summary>Percent, 0 .. 100; NaN is unknown.</summary>
    public float Percent => IsUnknown ? float.NaN : (float)(Code / Steps);

    /// <summary>Seconds, where it is a time; NaN is unknown.</summary>
    public float Seconds => IsUnknown ? float.NaN : (float)((Math.Pow(2, Code / TimeSteps) - 1) / 1e3);

    /// <summary>What pictures draw: seconds of a time, else percent; NaN is unknown.</summary>
    /// <param name="measure">What it tells.</param>
    public float As(CellMeasure measure) => measure == CellMeasure.Idle ? Seconds : Percent;

    /// <summary>The value of a time; what is above zero is at least one step.</summary>
    /// <param name="seconds">At least 0; null is unknown.</param>
    public static CellValue OfSeconds(double? seconds) => seconds switch
    {
        null => Unknown,
        <= 0 => new(0),
        { } time => new((ushort)Math.Clamp(Math.Round(TimeSteps * Math.Log2(1 + (time * 1e3))), 1, Most)),
    };

    /// <summary>The value of a rate; what is above zero is at least one step.</summary>
    /// <param name="percent">0 .. 100; null is unknown.</param>
    public static CellValue Of(double? percent) => percent switch
    {
        null => Unknown,
        <= 0 => new(0),
        { } rate => new((ushort)Math.Clamp(Math.Round(rate * Steps), 1, Most)),
    };
}
