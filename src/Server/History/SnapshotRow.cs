using Damon.Contracts.Monitoring;
using Damon.Model.WorkingSets;

namespace Damon.Server.History;

/// <summary>A row of the table <c>snapshots</c>; Dapper fills it by name.</summary>
internal sealed class SnapshotRow
{
    public long Session { get; init; }

    public int Target { get; init; }

    public long Seq { get; init; }

    public long StartUs { get; init; }

    public long EndUs { get; init; }

    public int MaxNr { get; init; }

    public int NrRegions { get; init; }

    /// <summary>Bytes in regions with at least one access.</summary>
    public long Wss { get; init; }

    public long? Resident { get; init; }

    public long SamplerCpuUs { get; init; }

    public long SamplingUs { get; init; }

    public int MissedTicks { get; init; }

    public byte[] Regions { get; init; } = [];

    /// <exception cref="ArgumentException">The regions are not in order; see <see cref="RegionCodec.Encode"/>.</exception>
    public static SnapshotRow Of(long session, Snapshot snapshot) => new()
    {
        Session = session,
        Target = snapshot.Target,
        Seq = snapshot.Seq,
        StartUs = snapshot.StartUs,
        EndUs = snapshot.EndUs,
        MaxNr = snapshot.MaxNrAccesses,
        NrRegions = snapshot.Regions.Length,
        Wss = WorkingSet(snapshot),
        Resident = snapshot.ResidentBytes,
        SamplerCpuUs = snapshot.SamplerCpuUs,
        SamplingUs = snapshot.SamplingIntervalUs,
        MissedTicks = snapshot.MissedTicks,
        Regions = RegionCodec.Encode(snapshot.Regions, snapshot.Unknown),
    };

    private static long WorkingSet(Snapshot snapshot)
    {
        var size = new WorkingSetSize(1);
        foreach (var region in snapshot.Regions)
        {
            size.Add(region.Size, region.NrAccesses);
        }

        return size.Bytes;
    }

    public Snapshot ToSnapshot()
    {
        var (regions, unknown) = RegionCodec.Decode(Regions);
        return new Snapshot
        {
            Target = Target,
            Seq = Seq,
            StartUs = StartUs,
            EndUs = EndUs,
            MaxNrAccesses = MaxNr,
            Regions = regions,
            Unknown = unknown,
            SamplingIntervalUs = SamplingUs,
            ResidentBytes = Resident,
            SamplerCpuUs = SamplerCpuUs,
            MissedTicks = MissedTicks,
        };
    }
}
