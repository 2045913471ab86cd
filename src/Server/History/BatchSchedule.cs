namespace Damon.Server.History;

/// <summary>
/// Says when a batch is cut and when a failed one is tried again; it neither waits nor stores. What came first waits
/// <see cref="Window"/> at most. A batch is cut sooner when it is full, when somebody is in a hurry, and when a sender can
/// send nothing more before it is answered: a sampler has one push on the way at a time, of all snapshots that wait, and
/// making each push wait for the window would leave it ten a second. Waiting pays only for a sender that has several on the way; such a
/// one shows by having two there at once, and loses that name when it has fewer for a whole window.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class BatchSchedule(TimeProvider time)
{
    /// <summary>Items that fill a batch.</summary>
    public const int FullBatch = 256;

    /// <summary>Pushes that one sender has on the way at most.</summary>
    public const int MostOnTheWay = 16;

    /// <summary>How long the first item of a batch waits for others.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMilliseconds(100);

    /// <summary>Between two tries to write what could not be written.</summary>
    public static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, int> _onTheWay = [];
    private readonly HashSet<string> _severalAtOnce = [];
    private long? _firstAt;
    private long? _failedAt;
    private bool _hurry;

    /// <summary>A sender begins to wait for an answer.</summary>
    public void Sent(string sender)
    {
        _onTheWay[sender] = _onTheWay.GetValueOrDefault(sender) + 1;
        if (_onTheWay[sender] > 1)
        {
            _severalAtOnce.Add(sender);
        }
    }

    /// <summary>A sender has one of its answers.</summary>
    public void Answered(string sender)
    {
        if (--_onTheWay[sender] == 0)
        {
            _onTheWay.Remove(sender);
        }
    }

    /// <summary>Something has come that is to be written. True when it is the first of its batch.</summary>
    public bool Arrived()
    {
        var isFirst = _firstAt is null;
        _firstAt ??= time.GetTimestamp();
        return isFirst;
    }

    /// <summary>What waits is to be written, or tried again, at once.</summary>
    public void Hurry() => _hurry = true;

    /// <summary>How long until the next batch is to be cut, or tried again; zero for now, null while nothing waits.</summary>
    /// <param name="waiting">Number of items that wait.</param>
    public TimeSpan? UntilCut(int waiting)
    {
        if (waiting == 0)
        {
            _hurry = false;
            _firstAt = null;
            return null;
        }

        if (_hurry)
        {
            return TimeSpan.Zero;
        }

        if (_failedAt is { } failedAt)
        {
            return Left(failedAt, RetryPause);
        }

        return waiting >= FullBatch || _onTheWay.Any(IsStuck) ? TimeSpan.Zero : Left(_firstAt ??= time.GetTimestamp(), Window);
    }

    /// <summary>A batch is cut: what comes now belongs to the next one.</summary>
    /// <param name="left">Items that found no place in it.</param>
    public void Cut(int left)
    {
        if (_firstAt is { } first && time.GetElapsedTime(first) >= Window)
        {
            _severalAtOnce.RemoveWhere(sender => _onTheWay.GetValueOrDefault(sender) < 2);
        }

        _hurry = false;
        _firstAt = left > 0 ? time.GetTimestamp() : null;
    }

    /// <summary>The batch is stored.</summary>
    public void Committed() => _failedAt = null;

    /// <summary>The batch could not be stored and comes again.</summary>
    public void Failed() => _failedAt = time.GetTimestamp();

    private bool IsStuck(KeyValuePair<string, int> sender) => sender.Value >= (_severalAtOnce.Contains(sender.Key) ? MostOnTheWay : 1);

    private TimeSpan Left(long since, TimeSpan whole)
    {
        var left = whole - time.GetElapsedTime(since);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
