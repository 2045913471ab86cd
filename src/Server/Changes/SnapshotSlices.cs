using Damon.Model.Time;
using Damon.Server.History;

namespace Damon.Server.Changes;

/// <summary>Reads a part of a target's snapshots that stands for all of them.</summary>
internal static class SnapshotSlices
{
    /// <summary>Tiles of each step at least: how they scatter is the error of the step.</summary>
    private const int TilesInBucket = 4;

    /// <summary>Slices of each step of time, where not everything is read.</summary>
    private const int SlicesInBucket = 4;

    /// <summary>Part of a slice's time in which its beginning is put somewhere.</summary>
    private const double Room = 0.75;

    /// <summary>
    /// All snapshots of a time where there are at most so many; else tiles, which tell of all of it. Where these are not made
    /// yet, a few snapshots from slices of each step, at places that keep no beat, so that what is done periodically is met at
    /// all its phases.
    /// </summary>
    /// <param name="history">Where they are stored.</param>
    /// <param name="session">The session's key.</param>
    /// <param name="target">Index of the target.</param>
    /// <param name="time">The time, with both ends.</param>
    /// <param name="buckets">Steps of the time.</param>
    /// <param name="most">About as many snapshots as this at most.</param>
    public static IEnumerable<StoredSnapshot> Read(IHistoryReader history, long session, int target, TimeRange time, int buckets, int most)
    {
        if (history.Count(session, target, time) <= most)
        {
            return history.Stream(session, target, time);
        }

        var tiles = history.Stream(session, target, time, (time.ToUs - time.FromUs) / buckets / TilesInBucket);
        if (tiles.FirstOrDefault()?.Figures.Tile is not null)
        {
            return tiles.Take(most);
        }

        var slices = Math.Clamp(most / buckets, 1, SlicesInBucket) * buckets;
        var each = Math.Max(1, most / slices);
        var length = (time.ToUs - time.FromUs) / slices;
        return Enumerable.Range(0, slices).SelectMany(slice =>
        {
            var start = time.FromUs + (slice * length);
            var from = start + (long)(length * Room * Phase(slice));
            return history.Stream(session, target, new TimeRange(from, Math.Max(from + 1, start + length))).Take(each);
        });
    }

    // Multiples of the golden ratio: no two slices near each other have the same phase.
    private static double Phase(int slice)
    {
        var turns = slice * 0.618_033_988_749_895;
        return turns - Math.Floor(turns);
    }
}
