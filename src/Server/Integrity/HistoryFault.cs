namespace Damon.Server.Integrity;

/// <summary>Damage that a check has found.</summary>
/// <param name="Session">Key of the session that it concerns; null when that cannot be told.</param>
/// <param name="SessionId">The session's id; null where there is no key.</param>
/// <param name="Sentence">What is damaged.</param>
internal sealed record HistoryFault(long? Session, string? SessionId, string Sentence);
