namespace Damon.Server.History;

/// <summary>What has become of a batch.</summary>
/// <param name="Added">What each session has got; none where everything was there already.</param>
/// <param name="Refused">What will never go in, one sentence each.</param>
internal sealed record HistoryReceipt(IReadOnlyCollection<StoredSpan> Added, IReadOnlyList<string> Refused);
