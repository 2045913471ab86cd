namespace Damon.Server.History;

/// <summary>What one transaction has added to a session.</summary>
/// <param name="Session">The session's key.</param>
/// <param name="Snapshots">Snapshots that were new.</param>
/// <param name="FirstUs">Start of the earliest, Unix microseconds.</param>
/// <param name="LastUs">End of the latest, Unix microseconds.</param>
internal readonly record struct StoredSpan(long Session, long Snapshots, long FirstUs, long LastUs)
{
    /// <summary>With one snapshot more.</summary>
    public StoredSpan And(SnapshotFigures snapshot) => this with
    {
        Snapshots = Snapshots + 1,
        FirstUs = Math.Min(FirstUs, snapshot.StartUs),
        LastUs = Math.Max(LastUs, snapshot.EndUs),
    };

    /// <summary>The span of one snapshot.</summary>
    public static StoredSpan Of(long session, SnapshotFigures snapshot) => new(session, 1, snapshot.StartUs, snapshot.EndUs);
}
