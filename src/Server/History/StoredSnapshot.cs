using Damon.Contracts.Monitoring;
using Damon.Model.Monitoring;
using Damon.Model.WorkingSets;
using Damon.Server.History.Packing;

namespace Damon.Server.History;

/// <summary>A snapshot as every store keeps it: its figures, and the regions in a form that is walked without building them.</summary>
/// <param name="Session">The session's key.</param>
/// <param name="Figures">All but the regions.</param>
/// <param name="Stored">The regions.</param>
internal sealed record StoredSnapshot(long Session, SnapshotFigures Figures, IStoredRegions Stored)
{
    /// <summary>A snapshot whose regions are packed alone.</summary>
    /// <param name="session">The session's key.</param>
    /// <param name="figures">All but the regions.</param>
    /// <param name="packed">The regions, packed (<see cref="RegionCodec"/>).</param>
    public StoredSnapshot(long session, SnapshotFigures figures, byte[] packed)
        : this(session, figures, new PackedRegions(packed))
    {
    }

    /// <summary>The regions, packed alone (<see cref="RegionCodec"/>).</summary>
    /// <exception cref="InvalidDataException">Damaged, or written by a newer version.</exception>
    public byte[] Packed => Stored.Pack();

    /// <summary>A walk through the regions, without building them.</summary>
    /// <exception cref="InvalidDataException">Damaged, or written by a newer version.</exception>
    public RegionReader Regions => Stored.Read();

    /// <summary>What is stored of a snapshot.</summary>
    /// <exception cref="ArgumentException">The regions are not in order; see <see cref="RegionCodec.Encode(Snapshot)"/>.</exception>
    public static StoredSnapshot Of(long session, Snapshot snapshot)
    {
        var packed = RegionCodec.Encode(snapshot);
        var touched = Touched(snapshot);
        var figures = new SnapshotFigures
        {
            Target = snapshot.Target,
            Seq = snapshot.Seq,
            StartUs = snapshot.StartUs,
            EndUs = snapshot.EndUs,
            MaxNrAccesses = snapshot.MaxNrAccesses,
            NrRegions = snapshot.Regions.Length,
            WorkingSetBytes = WorkingSet(snapshot),
            TouchedBytes = touched?.Bytes,
            TouchedErrorBytes = touched?.Error is { } error ? StoredShare.RoundError(error) : null,
            ResidentBytes = snapshot.ResidentBytes,
            SamplerCpuUs = snapshot.SamplerCpuUs,
            SamplingUs = snapshot.SamplingIntervalUs,
            MissedTicks = snapshot.MissedTicks,
        };
        return new StoredSnapshot(session, figures, packed);
    }

    /// <summary>The snapshot with its regions built.</summary>
    /// <exception cref="InvalidDataException">Damaged, or written by a newer version.</exception>
    public Snapshot ToSnapshot() => RegionCodec.Decode(Regions, Figures.StartUs) with
    {
        Target = Figures.Target,
        Seq = Figures.Seq,
        EndUs = Figures.EndUs,
        MaxNrAccesses = Figures.MaxNrAccesses,
        SamplingIntervalUs = Figures.SamplingUs,
        ResidentBytes = Figures.ResidentBytes,
        SamplerCpuUs = Figures.SamplerCpuUs,
        MissedTicks = Figures.MissedTicks,
    };

    private static WorkingSetFigure? Touched(Snapshot snapshot)
    {
        if (snapshot.Touched is not { } touched)
        {
            return null;
        }

        var size = new TouchedSize();
        for (var i = 0; i < snapshot.Regions.Length; i++)
        {
            var region = snapshot.Regions[i];
            size.Add(region.Size, touched[i], snapshot.TouchedError?[i], AccessRate.Of(region.NrAccesses, snapshot.Unknown?[i] ?? 0, snapshot.MaxNrAccesses));
        }

        return size.Figure;
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
