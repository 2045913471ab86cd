namespace Damon.Server.History;

/// <summary>What one transaction has added to a session.</summary>
/// <param name="Session">The session's key.</param>
/// <param name="FirstUs">Start of the earliest snapshot, Unix microseconds.</param>
/// <param name="LastUs">End of the latest, Unix microseconds.</param>
/// <param name="Sequences">Those that were new, target by target.</param>
internal sealed record StoredSpan(long Session, long FirstUs, long LastUs, IReadOnlyList<StoredSequence> Sequences)
{
    /// <summary>Snapshots that were new.</summary>
    public long Snapshots => Sequences.Sum(static one => one.Count);

    /// <summary>The span of some snapshots.</summary>
    /// <param name="session">The session's key.</param>
    /// <param name="added">At least one.</param>
    public static StoredSpan Of(long session, IReadOnlyCollection<SnapshotFigures> added)
        => new(session, added.Min(static one => one.StartUs), added.Max(static one => one.EndUs), StoredSequence.Of(added));
}
