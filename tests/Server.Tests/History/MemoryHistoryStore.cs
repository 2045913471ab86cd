using System.Collections.Concurrent;
using Damon.Model.Time;
using Damon.Server.History;
using Damon.Server.History.Retention;

namespace Damon.Server.Tests.History;

/// <summary>A store for tests of what stands above it: can be made to fail, and notes what it was given.</summary>
internal sealed class MemoryHistoryStore : IHistoryStore
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, StoredSession> _sessions = [];
    private readonly SortedDictionary<(long Session, long StartUs, int Target, long Seq), StoredSnapshot> _snapshots = [];
    private readonly SortedDictionary<(long Session, int Target, long AtUs), StoredMappings> _mappings = [];
    private readonly SortedDictionary<(long Session, int Target, long AtUs), StoredIdle> _idle = [];

    /// <summary>Why nothing can be written; null when it can.</summary>
    public string? Trouble { get; set; }

    /// <summary>Called before a deletion.</summary>
    public Action<long> Deleting { get; set; } = _ => { };

    /// <summary>Batches given so far, those that failed included.</summary>
    public ConcurrentQueue<HistoryBatch> Batches { get; } = [];

    public void Prepare()
    {
    }

    public HistoryReceipt Append(HistoryBatch batch)
    {
        Batches.Enqueue(batch);
        FailIfInTrouble();
        var refused = new List<string>();
        var added = new List<StoredSnapshot>();
        List<StoredSpan> spans;
        lock (_gate)
        {
            foreach (var session in batch.Sessions)
            {
                if (_sessions.Values.Any(other => other.Key != session.Key && other.Id == session.Id))
                {
                    refused.Add($"There is a session {session.Id}.");
                    continue;
                }

                var known = _sessions.GetValueOrDefault(session.Key);
                _sessions[session.Key] = known is null ? session : session with { SnapshotCount = known.SnapshotCount, FirstUs = known.FirstUs, LastUs = known.LastUs, KeptFromUs = known.KeptFromUs, Sequences = known.Sequences };
            }

            foreach (var snapshot in batch.Snapshots.Where(snapshot => _sessions.ContainsKey(snapshot.Session)))
            {
                var figures = snapshot.Figures;
                if (_snapshots.TryAdd((snapshot.Session, figures.StartUs, figures.Target, figures.Seq), snapshot))
                {
                    added.Add(snapshot);
                }
            }

            foreach (var mappings in batch.Mappings.Where(mappings => _sessions.ContainsKey(mappings.Session)))
            {
                _mappings.TryAdd((mappings.Session, mappings.Target, mappings.AtUs), mappings);
            }

            foreach (var idle in batch.Idle.Where(idle => _sessions.ContainsKey(idle.Session)))
            {
                _idle.TryAdd((idle.Session, idle.Target, idle.AtUs), idle);
            }

            spans = [.. added.GroupBy(one => one.Session, one => one.Figures).Select(own => StoredSpan.Of(own.Key, [.. own]))];
            foreach (var span in spans)
            {
                var stored = _sessions[span.Session];
                _sessions[span.Session] = stored with
                {
                    SnapshotCount = stored.SnapshotCount + span.Snapshots,
                    FirstUs = Math.Min(stored.FirstUs ?? span.FirstUs, span.FirstUs),
                    LastUs = Math.Max(stored.LastUs ?? span.LastUs, span.LastUs),
                    Sequences = [.. stored.Sequences.Concat(span.Sequences).GroupBy(one => one.Target).Select(own => own.Aggregate((one, more) => one.And(more)))],
                };
            }
        }

        return new HistoryReceipt(spans, refused);
    }

    public void Delete(long session)
    {
        Deleting(session);
        FailIfInTrouble();
        lock (_gate)
        {
            _sessions.Remove(session);
            foreach (var key in _snapshots.Keys.Where(key => key.Session == session).ToArray())
            {
                _snapshots.Remove(key);
            }

            foreach (var key in _mappings.Keys.Where(key => key.Session == session).ToArray())
            {
                _mappings.Remove(key);
            }

            foreach (var key in _idle.Keys.Where(key => key.Session == session).ToArray())
            {
                _idle.Remove(key);
            }
        }
    }

    public StoredTrim? Trim(RetentionCut cut)
    {
        var (session, beforeUs) = (cut.Key, cut.BeforeUs!.Value);
        FailIfInTrouble();
        lock (_gate)
        {
            var gone = _snapshots.Where(pair => pair.Key.Session == session && pair.Value.Figures.EndUs <= beforeUs).Select(pair => pair.Key).ToArray();
            Array.ForEach(gone, key => _snapshots.Remove(key));
            foreach (var key in _idle.Keys.Where(key => key.Session == session && key.AtUs <= beforeUs).ToArray())
            {
                _idle.Remove(key);
            }

            foreach (var target in _mappings.Keys.Where(key => key.Session == session && key.AtUs <= beforeUs).GroupBy(key => key.Target).ToArray())
            {
                foreach (var key in target.SkipLast(1))
                {
                    _mappings.Remove(key);
                }
            }

            if (gone.Length == 0)
            {
                return null;
            }

            var first = _snapshots.Keys.Where(key => key.Session == session).Select(key => (long?)key.StartUs).Min();
            var stored = _sessions[session];
            _sessions[session] = stored with { SnapshotCount = stored.SnapshotCount - gone.Length, FirstUs = first, KeptFromUs = first ?? beforeUs };
            return new StoredTrim(session, gone.Length, first, first);
        }
    }

    public IReadOnlyDictionary<long, long> Sizes()
    {
        lock (_gate)
        {
            return _snapshots.GroupBy(pair => pair.Key.Session).ToDictionary(group => group.Key, group => group.Sum(pair => (long)pair.Value.Packed.Length));
        }
    }

    public IReadOnlyList<StoredSession> Sessions()
    {
        lock (_gate)
        {
            return [.. _sessions.Values];
        }
    }

    public IReadOnlyList<StoredSnapshot> Page(long session, int? target, TimeRange time, SnapshotCursor? after, int limit)
    {
        lock (_gate)
        {
            return [.. _snapshots.Where(pair => pair.Key.Session == session && (target ?? pair.Key.Target) == pair.Key.Target)
                .Where(pair => pair.Value.Figures is var figures && figures.StartUs < time.ToUs && figures.EndUs > time.FromUs)
                .Where(pair => after is not { } cursor || (pair.Key.StartUs, pair.Key.Target, pair.Key.Seq).CompareTo((cursor.StartUs, cursor.Target, cursor.Seq)) > 0)
                .Select(pair => pair.Value)
                .Take(limit)];
        }
    }

    public IEnumerable<StoredSnapshot> Stream(long session, int target, TimeRange time) => Page(session, target, time, null, int.MaxValue);

    public IEnumerable<SnapshotFigures> Figures(long session, int target, TimeRange time) => Stream(session, target, time).Select(snapshot => snapshot.Figures);

    public IEnumerable<StoredSnapshot> Stream(long session, int target, TimeRange time, long resolutionUs) => Stream(session, target, time);

    public IEnumerable<SnapshotFigures> Figures(long session, int target, TimeRange time, long resolutionUs) => Figures(session, target, time);

    public StoredSnapshot? Last(long session, int target, long beforeUs) => Stream(session, target, TimeRange.All).LastOrDefault(one => one.Figures.StartUs < beforeUs);

    public long Count(long session, int target, TimeRange time) => Stream(session, target, time).Count();

    public StoredMappings? Mappings(long session, int target, long atUs)
    {
        lock (_gate)
        {
            var sets = _mappings.Where(pair => pair.Key.Session == session && pair.Key.Target == target).Select(pair => pair.Value).ToList();
            return sets.LastOrDefault(set => set.AtUs <= atUs) ?? sets.FirstOrDefault();
        }
    }

    public IReadOnlyList<long> MappingTimes(long session, int target)
    {
        lock (_gate)
        {
            return [.. _mappings.Keys.Where(key => key.Session == session && key.Target == target).Select(key => key.AtUs)];
        }
    }

    public StoredIdle? Idle(long session, int target, long atUs)
        => IdleStream(session, target, TimeRange.All).LastOrDefault(idle => idle.AtUs <= atUs);

    public IReadOnlyList<long> IdleTimes(long session, int target, TimeRange time)
        => [.. IdleStream(session, target, time).Select(idle => idle.AtUs)];

    public IEnumerable<StoredIdle> IdleStream(long session, int target, TimeRange time, int? most = null)
    {
        lock (_gate)
        {
            var all = _idle.Where(pair => pair.Key.Session == session && pair.Key.Target == target).Select(pair => pair.Value);
            return EvenChoice.Of([.. all.Where(idle => idle.AtUs >= time.FromUs && idle.AtUs < time.ToUs)], most);
        }
    }

    private void FailIfInTrouble()
    {
        if (Trouble is { } trouble)
        {
            throw new HistoryUnavailableException(trouble);
        }
    }
}
