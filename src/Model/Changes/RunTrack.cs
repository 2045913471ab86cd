using Damon.Model.Addresses;

namespace Damon.Model.Changes;

/// <summary>One mapping while time goes on: where it lies and how large it is, from each time on.</summary>
public sealed class RunTrack
{
    private readonly List<(long Us, MappedRun Run)> _states = [];

    internal RunTrack(long us, MappedRun run, bool appeared, bool isFirst)
    {
        (Run, Appeared, FromUs) = (run, appeared, isFirst ? long.MinValue : us);
        _states.Add((us, run));
    }

    /// <summary>As it was seen last.</summary>
    public MappedRun Run { get; private set; }

    /// <summary>Whether it was not there before its first state.</summary>
    public bool Appeared { get; }

    /// <summary>When it was gone, Unix microseconds; null while it is there, and where it went with its program.</summary>
    public long? GoneUs { get; internal set; }

    /// <summary>From when on it lies where its first state says, Unix microseconds; without bound where it was there from the first.</summary>
    public long FromUs { get; }

    /// <summary>Until when it lies where its last state says, Unix microseconds; without bound where it does still.</summary>
    public long UntilUs { get; internal set; } = long.MaxValue;

    /// <summary>When it came, changed and went, Unix microseconds.</summary>
    public IEnumerable<long> Times => _states.Select(static state => state.Us).Append(UntilUs);

    /// <summary>Its states, each from a time on, Unix microseconds; the first is when it was seen first.</summary>
    public IReadOnlyList<(long Us, MappedRun Run)> States => _states;

    /// <summary>Bytes of its largest state.</summary>
    public ulong MostBytes { get; private set; }

    /// <summary>The state in force at a time; the first one before it.</summary>
    public MappedRun At(long us)
    {
        var (low, high) = (0, _states.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = _states[middle].Us <= us ? (middle, high) : (low, middle - 1);
        }

        return _states[low].Run;
    }

    /// <summary>From the lowest to the highest address it ever had.</summary>
    public AddressRange Extent => _states.Aggregate(
        Run.Range, static (all, state) => new AddressRange(Math.Min(all.Start, state.Run.Range.Start), Math.Max(all.End, state.Run.Range.End)));

    internal void Take(long us, MappedRun run)
    {
        if (run != Run)
        {
            Run = run;
            _states.Add((us, run));
        }

        MostBytes = Math.Max(MostBytes, run.Bytes);
    }
}
