using Damon.Sampler.Monitoring;
using Damon.Sampler.Monitoring.Panels;
using Damon.Sampler.Monitoring.Regions;

namespace Damon.Sampler.Tests.Monitoring;

/// <summary>Keeps everything it is told.</summary>
internal sealed class RecordingSink : IMonitoringSink
{
    public List<Published> Snapshots { get; } = [];

    public List<(int Target, string Reason)> TargetEnds { get; } = [];

    public List<int> Added { get; } = [];

    public List<string> Refused { get; } = [];

    public int Skipped { get; private set; }

    public List<(int Target, bool HasRegions)> Regions { get; } = [];

    public MonitoringEnd? End { get; private set; }

    public Action<Published> Publishing { get; set; } = static _ => { };

    public Action<IdleView> PublishingIdle { get; set; } = static _ => { };

    public void Publish(IdleView idle) => PublishingIdle(idle);

    public void Publish(in SnapshotView snapshot)
    {
        var published = new Published(
            snapshot.Target,
            snapshot.Seq,
            snapshot.StartUs,
            snapshot.EndUs,
            snapshot.MaxNrAccesses,
            snapshot.SamplingIntervalUs,
            snapshot.MissedTicks,
            snapshot.Regions.ToArray());
        Snapshots.Add(published);
        Publishing(published);
    }

    public void TargetAdded(int target, ProcessIdentity process) => Added.Add(target);

    public void TargetRefused(ProcessIdentity process, string reason) => Refused.Add(reason);

    public void TargetSkipped(int target) => Skipped++;

    public void TargetRegions(int target, bool hasRegions) => Regions.Add((target, hasRegions));

    public void TargetEnded(int target, string reason) => TargetEnds.Add((target, reason));

    public void Ended(MonitoringEnd end) => End = end;

    public sealed record Published(
        int Target,
        long Seq,
        long StartUs,
        long EndUs,
        int MaxNrAccesses,
        long SamplingIntervalUs,
        int MissedTicks,
        Region[] Regions);
}
