namespace Damon.Sampler.Operations.Ranges;

/// <summary>How a search for gaps ended.</summary>
internal enum GapSearchResult
{
    /// <summary>The ranges are known.</summary>
    Found,

    /// <summary>There are no two gaps between mappings.</summary>
    NoGaps,

    /// <summary>The layout takes too many questions; walk the mappings instead.</summary>
    TooMany,
}
