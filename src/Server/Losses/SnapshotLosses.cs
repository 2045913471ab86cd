using Damon.Server.History;

namespace Damon.Server.Losses;

/// <summary>
/// Which of a session's snapshots are missing, by their numbers: those skipped in what is stored, and behind the last that is
/// stored those that are known to be dropped. So a loss is told whoever has caused it, and after a restart, too.
/// </summary>
/// <param name="stored">What is stored already.</param>
internal sealed class SnapshotLosses(IEnumerable<StoredSequence> stored)
{
    private readonly Dictionary<int, StoredSequence> _stored = stored.ToDictionary(static one => one.Target);
    private readonly Dictionary<int, List<(long First, long Last)>> _dropped = [];

    /// <summary>Snapshots were stored.</summary>
    public void Store(IEnumerable<StoredSequence> added)
    {
        foreach (var one in added)
        {
            var last = (_stored[one.Target] = Of(one.Target).And(one)).LastSeq;
            if (_dropped.TryGetValue(one.Target, out var ranges))
            {
                // Those before it are gaps now.
                ranges.RemoveAll(range => range.Last <= last);
                _dropped[one.Target] = ranges.ConvertAll(range => (Math.Max(range.First, last + 1), range.Last));
            }
        }
    }

    /// <summary>A snapshot was dropped: it will never be stored.</summary>
    public void Drop(int target, long seq)
    {
        if (!_dropped.TryGetValue(target, out var ranges))
        {
            _dropped[target] = ranges = [];
        }

        var isKnown = seq <= Of(target).LastSeq || ranges.Exists(range => seq >= range.First && seq <= range.Last);
        if (!isKnown && ranges.Count > 0 && ranges[^1].Last + 1 == seq)
        {
            ranges[^1] = (ranges[^1].First, seq);
        }
        else if (!isKnown)
        {
            ranges.Add((seq, seq));
        }
    }

    /// <summary>How many are missing.</summary>
    /// <param name="taken">Snapshots that the sampler took, over all targets; null while sampling goes on, and where it did not say.</param>
    public long Missing(long? taken)
    {
        var gaps = _stored.Values.Sum(static one => one.Missing);
        var dropped = _dropped.Values.Sum(static ranges => ranges.Sum(static range => range.Last - range.First + 1));
        var behind = taken - _stored.Values.Sum(static one => one.LastSeq + 1);
        return gaps + Math.Max(dropped, behind ?? 0);
    }

    private StoredSequence Of(int target) => _stored.GetValueOrDefault(target, new StoredSequence(target, -1, 0));
}
