namespace Damon.Client.PicturePages;

/// <summary>The part of a picture that a page's address holds.</summary>
/// <param name="FromUs">Left edge, microseconds; null shows all.</param>
/// <param name="ToUs">Right edge, microseconds; null shows all.</param>
/// <param name="Low">Lowest address; null shows all.</param>
/// <param name="High">One past the highest address; null shows all.</param>
public readonly record struct ViewPart(long? FromUs, long? ToUs, ulong? Low, ulong? High);
