namespace Damon.Server.History.Sqlite;

/// <summary>A row of the table <c>snapshots</c>; Dapper fills it by name.</summary>
internal sealed class SnapshotRow
{
    /// <summary>The columns of its figures.</summary>
    public const string FigureColumns = "session, target, seq, start_us, end_us, max_nr, nr_regions, wss, touched, touched_error, resident, sampler_cpu_us, sampling_us, missed_ticks";

    /// <summary>All its columns.</summary>
    public const string Columns = FigureColumns + ", regions";

    public long Session { get; init; }

    public int Target { get; init; }

    public long Seq { get; init; }

    public long StartUs { get; init; }

    public long EndUs { get; init; }

    public int MaxNr { get; init; }

    public int NrRegions { get; init; }

    public long Wss { get; init; }

    public long? Touched { get; init; }

    public long? TouchedError { get; init; }

    public long? Resident { get; init; }

    public long SamplerCpuUs { get; init; }

    public long SamplingUs { get; init; }

    public int MissedTicks { get; init; }

    public byte[] Regions { get; init; } = [];

    public static SnapshotRow Of(StoredSnapshot snapshot)
    {
        var figures = snapshot.Figures;
        return new SnapshotRow
        {
            Session = snapshot.Session,
            Target = figures.Target,
            Seq = figures.Seq,
            StartUs = figures.StartUs,
            EndUs = figures.EndUs,
            MaxNr = figures.MaxNrAccesses,
            NrRegions = figures.NrRegions,
            Wss = figures.WorkingSetBytes,
            Touched = figures.TouchedBytes,
            TouchedError = figures.TouchedErrorBytes,
            Resident = figures.ResidentBytes,
            SamplerCpuUs = figures.SamplerCpuUs,
            SamplingUs = figures.SamplingUs,
            MissedTicks = figures.MissedTicks,
            Regions = snapshot.Packed,
        };
    }

    public StoredSnapshot ToStored() => new(Session, ToFigures(), Regions);

    public SnapshotFigures ToFigures() => new()
    {
        Target = Target,
        Seq = Seq,
        StartUs = StartUs,
        EndUs = EndUs,
        MaxNrAccesses = MaxNr,
        NrRegions = NrRegions,
        WorkingSetBytes = Wss,
        TouchedBytes = Touched,
        TouchedErrorBytes = TouchedError,
        ResidentBytes = Resident,
        SamplerCpuUs = SamplerCpuUs,
        SamplingUs = SamplingUs,
        MissedTicks = MissedTicks,
    };
}
