namespace Damon.Client.Idle.Pictures;

/// <summary>One mapping, or several of one name, by age.</summary>
/// <param name="Name">What to call it.</param>
/// <param name="FullName">Its path, or the kernel's name, and where it is.</param>
/// <param name="ResidentBytes">Present bytes.</param>
/// <param name="Ages">Bytes of each of <see cref="AgeClasses.All"/>.</param>
/// <param name="UnknownBytes">Present bytes of which nothing can be told.</param>
public sealed record MappingBar(string Name, string FullName, long ResidentBytes, IReadOnlyList<long> Ages, long UnknownBytes);
