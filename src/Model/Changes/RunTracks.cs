using Damon.Model.Monitoring;

namespace Damon.Model.Changes;

/// <summary>Follows the mappings of one process from each of their states to the next.</summary>
public sealed class RunTracks
{
    private readonly List<RunTrack> _all = [];
    private List<RunTrack> _live = [];
    private bool _hasBegun;

    /// <summary>All there ever were.</summary>
    public IReadOnlyList<RunTrack> All => _all;

    /// <summary>Those of the newest state, in address order.</summary>
    public IReadOnlyList<RunTrack> Live => _live;

    /// <summary>Takes the next state up. Of the first one nothing is new.</summary>
    /// <param name="us">When it was so, Unix microseconds.</param>
    /// <param name="runs">The mappings, in address order.</param>
    /// <param name="isNewProgram">Whether the process executes another program since the last: then everything begins anew.</param>
    public void Take(long us, IReadOnlyList<MappedRun> runs, bool isNewProgram = false)
    {
        var before = _live;
        var known = isNewProgram ? [] : Matches(before, runs);

        // Where nothing at all has stayed, not even the program itself, it is another one.
        var isOther = isNewProgram || (_hasBegun && known.Count == 0);
        var mapped = new Coverage(before.Select(static track => track.Run));
        var live = new List<RunTrack>(runs.Count);
        for (var i = 0; i < runs.Count; i++)
        {
            if (!known.TryGetValue(i, out var track))
            {
                track = new RunTrack(us, runs[i], _hasBegun && !isOther && !mapped.HasMost(runs[i]), isFirst: !_hasBegun);
                _all.Add(track);
            }

            track.Take(us, runs[i]);
            live.Add(track);
        }

        var there = new Coverage(runs);
        foreach (var track in before.Except(live))
        {
            track.UntilUs = us;
            track.GoneUs = isOther || there.HasMost(track.Run) ? null : us;
        }

        (_live, _hasBegun) = (live, true);
    }

    // By name and kind, those that share most bytes; of what has moved, only what is alone of its name.
    private static Dictionary<int, RunTrack> Matches(IReadOnlyList<RunTrack> before, IReadOnlyList<MappedRun> runs)
    {
        var found = new Dictionary<int, RunTrack>();
        var earlier = before.GroupBy(static track => Key(track.Run)).ToDictionary(static group => group.Key, static group => group.ToList());
        foreach (var now in Enumerable.Range(0, runs.Count).GroupBy(i => Key(runs[i])))
        {
            if (!earlier.TryGetValue(now.Key, out var tracks))
            {
                continue;
            }

            var shared = new List<(ulong Bytes, int Run, RunTrack Track)>();
            var first = 0;
            foreach (var run in now)
            {
                while (first < tracks.Count && tracks[first].Run.Range.End <= runs[run].Range.Start)
                {
                    first++;
                }

                for (var i = first; i < tracks.Count && tracks[i].Run.Range.Start < runs[run].Range.End; i++)
                {
                    shared.Add((Shared(tracks[i].Run, runs[run]), run, tracks[i]));
                }
            }

            Choose(shared, found);
            if (now.Key.Name.Length > 0 && tracks is [var only] && now.ToList() is [var alone])
            {
                found.TryAdd(alone, only);
            }
        }

        return found;
    }

    private static void Choose(List<(ulong Bytes, int Run, RunTrack Track)> shared, Dictionary<int, RunTrack> found)
    {
        var taken = new HashSet<RunTrack>();
        foreach (var (_, run, track) in shared.OrderByDescending(static one => one.Bytes))
        {
            if (!found.ContainsKey(run) && taken.Add(track))
            {
                found[run] = track;
            }
        }
    }

    private static (string Name, MappingKind Kind) Key(MappedRun run) => (run.Name, run.Kind);

    private static ulong Shared(MappedRun one, MappedRun other)
        => Math.Min(one.Range.End, other.Range.End) - Math.Max(one.Range.Start, other.Range.Start);

    /// <summary>What was mapped under each name: memory that was divided or joined has neither come nor gone.</summary>
    private sealed class Coverage(IEnumerable<MappedRun> runs)
    {
        private readonly Dictionary<(string Name, MappingKind Kind), List<MappedRun>> _runs
            = runs.GroupBy(Key).ToDictionary(static group => group.Key, static group => group.ToList());

        public bool HasMost(MappedRun run) => _runs.TryGetValue(Key(run), out var same)
            && 2 * same.Where(one => one.Range.Intersects(run.Range)).Aggregate(0UL, (sum, one) => sum + Shared(one, run)) > run.Range.Size;
    }
}
