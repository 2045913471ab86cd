namespace Damon.Server.Watching;

/// <summary>Snapshots of all watchers together since the server started; safe for all threads.</summary>
internal sealed class WatchCounts
{
    private long _sent;
    private long _lost;

    /// <summary>Snapshots handed to connections.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>Snapshots that watchers have lost because they fell behind.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <summary>Counts one that is sent.</summary>
    public void CountSent() => Interlocked.Increment(ref _sent);

    /// <summary>Counts some that are lost.</summary>
    public void CountLost(long snapshots) => Interlocked.Add(ref _lost, snapshots);
}
