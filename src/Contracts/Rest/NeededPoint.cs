namespace Damon.Contracts.Rest;

/// <summary>Memory accessed within each window before a moment.</summary>
/// <param name="Us">The moment, Unix microseconds.</param>
/// <param name="ResidentBytes">Present bytes.</param>
/// <param name="Bytes">One for each window; null where the target has not been watched for so long.</param>
/// <param name="Errors">Standard error of each.</param>
public sealed record NeededPoint(long Us, long ResidentBytes, IReadOnlyList<long?> Bytes, IReadOnlyList<long?> Errors);
