namespace Damon.Run.Looking;

/// <summary>A session that is looked at.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Target">Index of the only target that is looked at; null for all of them.</param>
/// <param name="IsOwn">Whether it was started for this look.</param>
internal sealed record WatchedSession(string Id, int? Target, bool IsOwn);
