using Damon.Contracts.Rest.Changes;
using Damon.Model.Binning;
using Damon.Model.Changes;
using Damon.Model.Monitoring;
using Damon.Model.Time;
using Damon.Server.History;
using Damon.Server.Sessions;

namespace Damon.Server.Changes;

/// <summary>What has changed in the mappings of one target within a time.</summary>
internal sealed class TargetChanges(IHistoryReader history, Session session, TimeRange time, ChangeLimits limits, CancellationToken cancellation)
{
    /// <summary>A change of size goes on while its pauses are shorter than this part of the time.</summary>
    private const int PausesInTime = 64;

    private const long ShortestPauseUs = 10_000_000;

    /// <summary>Where a mapping's size changes by more than one part in so many, its rate is that of other memory.</summary>
    private const double SizePart = 4;

    /// <summary>States of mappings that were not compared.</summary>
    public int LeftOut { get; private set; }

    /// <summary>The changes, each with its weight in bytes, in any order.</summary>
    public IEnumerable<(Change Change, double Weight)> Of(SessionTarget target)
    {
        var (tracks, leftOut) = MappingsOverStates.Read(history, session.Key, target, time, limits.States, cancellation);
        LeftOut += leftOut;
        var pause = Math.Max(ShortestPauseUs, (time.ToUs - time.FromUs) / PausesInTime);
        foreach (var track in tracks.All)
        {
            foreach (var change in SizeChanges.Of(track, pause))
            {
                yield return (ChangeWords.Of(target.Index, track.At(change.ToUs), change), change.Bytes);
            }
        }

        var isTouched = session.Attributes.Plan == SamplingPlan.Adaptive;
        foreach (var (track, us, shift) in Shifts(target, tracks))
        {
            var run = track.At(us);
            yield return (ChangeWords.Of(us, target.Index, run, shift, isTouched), run.Bytes * Math.Abs(shift.After - shift.Before));
        }
    }

    private IEnumerable<(RunTrack Track, long Us, RateShift Shift)> Shifts(SessionTarget target, RunTracks tracks)
    {
        var snapshots = history.Count(session.Key, target.Index, time);
        if (snapshots == 0)
        {
            yield break;
        }

        var length = time.ToUs - time.FromUs;
        var columns = new TimeColumns(time.FromUs, Step(length, snapshots));
        var count = (int)((length + columns.ColumnUs - 1) / columns.ColumnUs);
        RunTrack[] largest = [.. tracks.All.Where(static track => track.MostBytes >= ChangeLimits.LeastTrackBytes).OrderByDescending(static track => track.MostBytes).Take(ChangeLimits.MostTracks)];
        var rates = new RatesOverTime(largest, columns, count);
        foreach (var snapshot in SnapshotSlices.Read(history, session.Key, target.Index, time, count, limits.Snapshots))
        {
            cancellation.ThrowIfCancellationRequested();
            rates.Add(snapshot);
        }

        foreach (var (track, shift) in rates.Shifts())
        {
            var us = columns.StartOf(shift.Bucket);
            var near = RateShifts.Fewest * columns.ColumnUs;
            if (IsSameSize(track.At(us - near).Bytes, track.At(us + near).Bytes))
            {
                yield return (track, us, shift);
            }
        }
    }

    private static long Step(long length, long snapshots) => Math.Max(
        ChangeLimits.ShortestBucketUs,
        Math.Max(
            (length + ChangeLimits.MostBuckets - 1) / ChangeLimits.MostBuckets,
            (long)(length / (double)snapshots * ChangeLimits.SnapshotsInBucket)));

    private static bool IsSameSize(ulong before, ulong after)
        => SizePart * (Math.Max(before, after) - Math.Min(before, after)) <= Math.Max(before, after);
}
