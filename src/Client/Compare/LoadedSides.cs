using Damon.Client.Compare.Sides;

namespace Damon.Client.Compare;

/// <summary>What is known of both sides.</summary>
/// <param name="A">The first side; null when no session is chosen for either.</param>
/// <param name="B">The second side; null as <paramref name="A"/>.</param>
/// <param name="Notes">What could not be shown as asked, as sentences.</param>
public sealed record LoadedSides(SideData? A, SideData? B, IReadOnlyList<string> Notes);
