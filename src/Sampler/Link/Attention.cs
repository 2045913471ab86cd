namespace Damon.Sampler.Link;

/// <summary>When somebody has last asked something of this sampler, or has stored what it found. From any thread.</summary>
/// <param name="time">Measures that; the clock of the wall may be set.</param>
internal sealed class Attention(TimeProvider time)
{
    private long _last = time.GetTimestamp();

    /// <summary>How long ago.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(Interlocked.Read(ref _last));

    /// <summary>It is now.</summary>
    public void Note() => Interlocked.Exchange(ref _last, time.GetTimestamp());
}
