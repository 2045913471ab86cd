namespace Damon.Server.History;

/// <summary>
/// How far one target's snapshots are stored, ever: what was deleted later counts, too. Samplers number the snapshots of each
/// target from 0, so that what is missing follows from it.
/// </summary>
/// <param name="Target">Index of the target.</param>
/// <param name="LastSeq">Highest number stored.</param>
/// <param name="Count">Snapshots stored, each once.</param>
internal readonly record struct StoredSequence(int Target, long LastSeq, long Count)
{
    /// <summary>Snapshots before the last one that are not stored.</summary>
    public long Missing => Math.Max(0, LastSeq + 1 - Count);

    /// <summary>With what was added to it.</summary>
    public StoredSequence And(StoredSequence added) => this with { LastSeq = Math.Max(LastSeq, added.LastSeq), Count = Count + added.Count };

    /// <summary>What snapshots add up to, target by target.</summary>
    public static IReadOnlyList<StoredSequence> Of(IEnumerable<SnapshotFigures> snapshots)
        => [.. snapshots.GroupBy(static one => one.Target).Select(static own => new StoredSequence(own.Key, own.Max(static one => one.Seq), own.LongCount()))];
}
