namespace Damon.Client.Tables.WorkingSets;

/// <summary>One percentile of the working set size.</summary>
/// <param name="Percentile">0 to 100.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Bytes">Size, bytes.</param>
public sealed record WorkingSetLine(int Percentile, string Name, long Bytes);
