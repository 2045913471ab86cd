namespace Damon.Model.Changes;

/// <summary>
/// The changes of a mapping's size that matter: a megabyte and a tenth of it. What goes on in one direction with short
/// pauses is one change, and small movements to and fro are none.
/// </summary>
public sealed class SizeChanges
{
    /// <summary>Least change, bytes.</summary>
    public const ulong LeastBytes = 1 << 20;

    /// <summary>The changes of one mapping at most; of more the largest are told.</summary>
    public const int Most = 24;

    /// <summary>Least change, one part in so many of the larger size.</summary>
    private const ulong LeastPart = 10;

    private readonly List<SizeChange> _changes = [];
    private readonly long _pauseUs;
    private ulong _level;
    private SizeChange? _open;

    private SizeChanges(ulong level, long pauseUs) => (_level, _pauseUs) = (level, pauseUs);

    /// <summary>The changes of one mapping, in order of time.</summary>
    /// <param name="track">The mapping.</param>
    /// <param name="pauseUs">Longest pause within one change, microseconds.</param>
    public static IReadOnlyList<SizeChange> Of(RunTrack track, long pauseUs)
    {
        var changes = new SizeChanges(track.Appeared ? 0 : track.States[0].Run.Bytes, pauseUs);
        foreach (var (us, run) in track.States)
        {
            changes.Take(us, run.Bytes);
        }

        if (track.GoneUs is { } gone)
        {
            changes.Take(gone, 0);
        }

        changes.Close();
        return changes._changes.Count <= Most
            ? changes._changes
            : [.. changes._changes.OrderByDescending(static change => change.Bytes).Take(Most).OrderBy(static change => change.FromUs)];
    }

    private static bool Matters(ulong one, ulong other)
    {
        var (low, high) = (Math.Min(one, other), Math.Max(one, other));
        return high - low >= LeastBytes && high - low >= high / LeastPart;
    }

    private void Take(long us, ulong bytes)
    {
        if (_open is { } open)
        {
            var isUp = open.After > open.Before;
            if (bytes != open.After && bytes > open.After == isUp && us - open.ToUs <= _pauseUs)
            {
                _open = open with { ToUs = us, After = bytes };
                return;
            }

            if (!Matters(open.After, bytes))
            {
                return;
            }

            Close();
        }

        if (Matters(_level, bytes))
        {
            _open = new SizeChange(us, us, _level, bytes);
        }
    }

    private void Close()
    {
        if (_open is { } open)
        {
            _changes.Add(open);
            _level = open.After;
            _open = null;
        }
    }
}
