namespace Damon.Server.History.Retention;

/// <summary>What is to be deleted of a session.</summary>
/// <param name="Key">The session's key.</param>
/// <param name="BeforeUs">All that ended before or at this time, Unix microseconds; null for the whole session.</param>
/// <param name="MeansBeforeUs">Means over ten seconds and more that ended before or at this time: they are kept longer.</param>
internal readonly record struct RetentionCut(long Key, long? BeforeUs, long MeansBeforeUs = long.MinValue);
