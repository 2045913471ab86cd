using Damon.Contracts.Monitoring;
using Damon.Model.WorkingSets;

namespace Damon.Server.History;

/// <summary>A snapshot as every store keeps it: its figures, and the regions packed (<see cref="RegionCodec"/>).</summary>
/// <param name="Session">The session's key.</param>
/// <param name="Figures">All but the regions.</param>
/// <param name="Packed">The regions, packed.</param>
internal sealed record StoredSnapshot(long Session, SnapshotFigures Figures, byte[] Packed)
{
    /// <summary>A walk through the regions, without building them.</summary>
    /// <exception cref="InvalidDataException">Damaged, or written by a newer version.</exception>
    public RegionReader Regions => new(Packed);

    /// <summary>What is stored of a snapshot.</summary>
    /// <exception cref="ArgumentException">The regions are not in order; see <see cref="RegionCodec.Encode"/>.</exception>
    public static StoredSnapshot Of(long session, Snapshot snapshot) => new(
        session,
        new SnapshotFigures
        {
            Target = snapshot.Target,
            Seq = snapshot.Seq,
            StartUs = snapshot.StartUs,
            EndUs = snapshot.EndUs,
            MaxNrAccesses = snapshot.MaxNrAccesses,
            NrRegions = snapshot.Regions.Length,
            WorkingSetBytes = WorkingSet(snapshot),
            ResidentBytes = snapshot.ResidentBytes,
            SamplerCpuUs = snapshot.SamplerCpuUs,
            SamplingUs = snapshot.SamplingIntervalUs,
            MissedTicks = snapshot.MissedTicks,
        },
        RegionCodec.Encode(snapshot.Regions, snapshot.Unknown));

    /// <summary>The snapshot with its regions built.</summary>
    /// <exception cref="InvalidDataException">Damaged, or written by a newer version.</exception>
    public Snapshot ToSnapshot()
    {
        var (regions, unknown) = RegionCodec.Decode(Packed);
        return new Snapshot
        {
            Target = Figures.Target,
            Seq = Figures.Seq,
            StartUs = Figures.StartUs,
            EndUs = Figures.EndUs,
            MaxNrAccesses = Figures.MaxNrAccesses,
            Regions = regions,
            Unknown = unknown,
            SamplingIntervalUs = Figures.SamplingUs,
            ResidentBytes = Figures.ResidentBytes,
            SamplerCpuUs = Figures.SamplerCpuUs,
            MissedTicks = Figures.MissedTicks,
        };
    }

    private static long WorkingSet(Snapshot snapshot)
    {
        var size = new WorkingSetSize(1);
        foreach (var region in snapshot.Regions)
        {
            size.Add(region.Size, region.NrAccesses);
        }

        return size.Bytes;
    }
}
