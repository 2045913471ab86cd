namespace Damon.Server.Opening;

/// <summary>Query of an opening, as text: what cannot be read is answered with the parameter's name.</summary>
/// <param name="Target">Index of the target; 0 when left out.</param>
/// <param name="From">Start of the time shown, Unix microseconds or ISO 8601; the recording's when left out.</param>
/// <param name="To">End of the time shown; the recording's when left out.</param>
/// <param name="At">The moment whose snapshot is wanted; the end when left out.</param>
/// <param name="Points">Points of the working set, 1 .. 5000.</param>
internal sealed record OpeningQuery(string? Target, string? From, string? To, string? At, string? Points);
