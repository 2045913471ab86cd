namespace Damon.Client.Sessions;

/// <summary>The query of the page's address, as it stands there.</summary>
/// <param name="Scale">Colour scale.</param>
/// <param name="Map">Colours.</param>
/// <param name="Window">Seconds that a live picture shows.</param>
/// <param name="Target">Index of the target.</param>
/// <param name="From">Left edge, Unix microseconds.</param>
/// <param name="To">Right edge, Unix microseconds.</param>
/// <param name="Low">Lowest address, hexadecimal.</param>
/// <param name="High">One past the highest address, hexadecimal.</param>
public sealed record ViewQuery(string? Scale, string? Map, int? Window, int? Target, long? From, long? To, string? Low, string? High);
