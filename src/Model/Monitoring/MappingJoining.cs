namespace Damon.Model.Monitoring;

/// <summary>Which neighbouring mappings a reader takes for one.</summary>
public static class MappingJoining
{
    // The parts of a library are aligned to at most a huge page; what is farther apart is another place.
    private const ulong WidestGap = 2 << 20;

    /// <summary>Whether two neighbours of one name and kind are parts of one thing; what has no name stays apart.</summary>
    /// <param name="lowName">What the lower one is called.</param>
    /// <param name="lowKind">What backs it.</param>
    /// <param name="highName">What the higher one is called.</param>
    /// <param name="highKind">What backs it.</param>
    /// <param name="gap">Bytes between them.</param>
    public static bool Joins(string lowName, MappingKind lowKind, string highName, MappingKind highKind, ulong gap)
        => lowName.Length > 0 && lowName == highName && lowKind == highKind && gap <= WidestGap;
}
