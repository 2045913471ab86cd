using Damon.Client.Compare.Sides;

namespace Damon.Client.Compare.Numbers;

/// <summary>How differently the mappings of one name are used on both sides.</summary>
/// <param name="Name">Short name.</param>
/// <param name="A">Its use in A; null when A has none of that name.</param>
/// <param name="B">Its use in B; null when B has none of that name.</param>
public sealed record MappingDifference(string Name, MappingUse? A, MappingUse? B)
{
    /// <summary>Bytes accessed in A less those in B; what is not mapped is not accessed.</summary>
    public double Bytes => (A?.AccessedBytes ?? 0) - (B?.AccessedBytes ?? 0);

    /// <summary>Whether any access was found on either side.</summary>
    public bool Accessed => A is { AccessedBytes: > 0 } || B is { AccessedBytes: > 0 };

    /// <summary>Mean access rate in A less that in B, percentage points; null when either is unknown or not mapped.</summary>
    public double? Points => A?.MeanPercent - B?.MeanPercent;
}
