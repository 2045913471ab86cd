namespace Damon.Model.Changes;

/// <summary>An access rate is another one from here on.</summary>
/// <param name="Bucket">The first bucket of the new rate.</param>
/// <param name="Before">The rate before, 0 .. 1.</param>
/// <param name="After">The rate from then on, 0 .. 1.</param>
public readonly record struct RateShift(int Bucket, double Before, double After);
