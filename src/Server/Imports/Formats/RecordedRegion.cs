namespace Damon.Server.Imports.Formats;

/// <summary>A region as a file tells it, not yet checked.</summary>
internal struct RecordedRegion
{
    /// <summary>First byte; null when not told.</summary>
    public ulong? Start;

    /// <summary>One past the last byte; null when not told.</summary>
    public ulong? End;

    /// <summary>Samples that found it accessed; null when not told.</summary>
    public long? Samples;

    /// <summary>The same in percent of the samples; null when not told.</summary>
    public double? Percent;

    /// <summary>For how many aggregation intervals it has been so; null when not told.</summary>
    public long? Age;

    /// <summary>For how long it has been so, microseconds; null when not told.</summary>
    public long? AgeUs;

    /// <summary>Its place in the file, for messages; see <see cref="PlaceKind"/>.</summary>
    public long At;
}
