using Damon.Sampler.Procfs;

namespace Damon.Sampler.Groups;

/// <summary>
/// Looks through all processes for those that some rules hold for. The list of them is read at every look, of each process
/// its words once: again while it is young, because it gets another name and command line when it executes a program, and
/// every minute, because it may give itself another and its id may be used again.
/// </summary>
internal sealed class ProcessScan(ProcessTable processes, TimeProvider time)
{
    private static readonly TimeSpan Youth = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ReadInterval = TimeSpan.FromMinutes(1);

    private readonly List<Predicate<ProcessWords>> _rules = [];
    private readonly Dictionary<int, Seen> _seen = [];
    private readonly List<int> _gone = [];
    private bool _readsCgroups;

    /// <summary>Adds a rule, before the first look.</summary>
    /// <param name="rule">Whether it holds for a process.</param>
    /// <param name="ofCgroups">Whether it looks at the control groups.</param>
    public IGroupMembers Add(Predicate<ProcessWords> rule, bool ofCgroups = false)
    {
        _readsCgroups |= ofCgroups;
        _rules.Add(rule);
        return new Members(this, _rules.Count - 1);
    }

    /// <summary>Looks at the processes there are now.</summary>
    public void Refresh()
    {
        if (_rules.Count == 0)
        {
            return;
        }

        var now = time.GetUtcNow();
        var present = processes.Pids().ToHashSet();
        foreach (var pid in present)
        {
            if (!_seen.TryGetValue(pid, out var seen) || seen.ReadAgainAt <= now)
            {
                _seen[pid] = Read(pid, now);
            }
        }

        _gone.Clear();
        _gone.AddRange(_seen.Keys.Where(pid => !present.Contains(pid)));
        _gone.ForEach(pid => _seen.Remove(pid));
    }

    // One that can't be read has ended, or has just begun.
    private Seen Read(int pid, DateTimeOffset now)
    {
        if (processes.ReadWords(pid, _readsCgroups) is not { } words)
        {
            return new Seen(now, null);
        }

        var isYoung = (now - words.StartTime).Duration() < Youth;
        return new Seen(isYoung ? now : now + ReadInterval, _rules.ConvertAll(rule => rule(words)));
    }

    private void AddMatches(int rule, HashSet<int> pids)
    {
        foreach (var (pid, seen) in _seen)
        {
            if (seen.Matches?[rule] == true)
            {
                pids.Add(pid);
            }
        }
    }

    /// <summary>A process as it was found.</summary>
    private readonly record struct Seen(DateTimeOffset ReadAgainAt, List<bool>? Matches);

    /// <summary>The processes that one rule holds for.</summary>
    private sealed class Members(ProcessScan scan, int rule) : IGroupMembers
    {
        public void AddTo(HashSet<int> pids) => scan.AddMatches(rule, pids);
    }
}
