using Damon.Contracts.Rest;

namespace Damon.Client.Idle;

/// <summary>Looks at idle memory in time order: what was recorded, and what has come since.</summary>
public sealed class IdleSeries
{
    /// <summary>Looks asked for at most: more cannot be told apart in a picture.</summary>
    public const int Points = 360;

    /// <summary>Looks kept at most; then every second of the older half goes.</summary>
    private const int Most = 3 * Points;

    private List<IdlePoint> _points = [];

    /// <summary>The looks.</summary>
    public IReadOnlyList<IdlePoint> All => _points;

    /// <summary>The first one; null when there is none.</summary>
    public IdlePoint? First => _points.Count > 0 ? _points[0] : null;

    /// <summary>Whether looks were left out between those that are here.</summary>
    public bool IsThinned { get; private set; }

    /// <summary>Takes what was recorded, before what has come meanwhile.</summary>
    /// <param name="recorded">In time order.</param>
    public void Load(IReadOnlyList<IdlePoint> recorded)
    {
        var last = recorded.Count > 0 ? recorded[^1].Us : long.MinValue;
        _points = [.. recorded, .. _points.Where(point => point.Us > last)];
        IsThinned |= recorded.Count >= Points;
    }

    /// <summary>Adds the newest look; one that is not newer than the last is left out.</summary>
    public void Add(IdlePoint point)
    {
        if (_points.Count > 0 && point.Us <= _points[^1].Us)
        {
            return;
        }

        // A new list: what is drawn of the old one is recognised by it.
        _points = [.. _points, point];
        if (_points.Count > Most)
        {
            _points = [.. _points.Where((_, i) => i % 2 == 0 || i > Most / 2)];
            IsThinned = true;
        }
    }

    /// <summary>The first look after a time; null when there is none.</summary>
    /// <param name="us">Unix microseconds.</param>
    public long? NextAfter(long us) => _points.Find(point => point.Us > us)?.Us;

    /// <summary>Those up to a time.</summary>
    /// <param name="us">Unix microseconds.</param>
    public IReadOnlyList<IdlePoint> Until(double us) => _points.Count > 0 && _points[^1].Us <= us ? _points : [.. _points.TakeWhile(point => point.Us <= us)];
}
