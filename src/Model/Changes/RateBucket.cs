namespace Damon.Model.Changes;

/// <summary>The access rate of something over one step of time.</summary>
/// <param name="Mean">Mean share of samples that found it accessed, 0 .. 1; NaN where nothing was observed.</param>
/// <param name="Error">Standard error of the mean; NaN where it is not known.</param>
public readonly record struct RateBucket(double Mean, double Error)
{
    /// <summary>Nothing was observed.</summary>
    public static RateBucket Unknown { get; } = new(double.NaN, double.NaN);

    /// <summary>Whether nothing was observed: that is no rate of 0.</summary>
    public bool IsUnknown => double.IsNaN(Mean);
}
