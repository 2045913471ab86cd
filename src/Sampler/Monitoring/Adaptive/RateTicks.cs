using Damon.Sampler.Monitoring.Randomness;

namespace Damon.Sampler.Monitoring.Adaptive;

/// <summary>
/// The ticks of an aggregation interval at which sampling intervals begin that tell the access rate. Chance, because what
/// is accessed in step with us would else be met always or never; several where they can be paid, because a burst is met by
/// one of them or not.
/// </summary>
internal sealed class RateTicks(IRandomSource random)
{
    /// <summary>Most of them in one aggregation interval.</summary>
    public const int Most = 3;

    private readonly Queue<int> _left = new();

    /// <summary>How many the interval has in all.</summary>
    public int Count { get; private set; } = 1;

    /// <summary>Draws those of the next interval.</summary>
    /// <param name="ticks">Ticks of the interval.</param>
    /// <param name="count">How many can be paid for: each takes two wake-ups.</param>
    public void Draw(int ticks, int count)
    {
        Count = Math.Min(ticks, count);
        var left = ticks;
        _left.Clear();
        for (var tick = 0; tick < ticks; tick++)
        {
            if (random.Below((ulong)left--) < (ulong)(Count - _left.Count))
            {
                _left.Enqueue(tick);
            }
        }
    }

    /// <summary>The next one of the interval, from 0; false when there are no more.</summary>
    public bool TryNext(out int tick) => _left.TryDequeue(out tick);
}
