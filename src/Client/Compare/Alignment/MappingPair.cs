namespace Damon.Client.Compare.Alignment;

/// <summary>Two mappings that correspond, or one without a counterpart.</summary>
/// <param name="A">The one of A; null when there is none.</param>
/// <param name="B">The one of B; null when there is none.</param>
internal sealed record MappingPair(AlignCandidate? A, AlignCandidate? B)
{
    /// <summary>The bigger of the two.</summary>
    public AlignCandidate Bigger => A is null ? B! : B is null || A.Group.Range.Size >= B.Group.Range.Size ? A : B;

    /// <summary>Bytes accessed on either side.</summary>
    public double AccessedBytes => (A?.AccessedBytes ?? 0) + (B?.AccessedBytes ?? 0);
}
