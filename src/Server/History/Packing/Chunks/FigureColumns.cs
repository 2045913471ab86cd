namespace Damon.Server.History.Packing.Chunks;

/// <summary>
/// The figures of a chunk's snapshots as columns of numbers, each but the last three as what has changed since the snapshot before:
/// <code>
/// 0 seq     1 start (from the end before)     2 length     3 max_nr_accesses     4 working set     5 sampler's CPU time
/// 6 sampling interval     7 bytes touched     8 their error     9 resident bytes     10 which of the last three are known (1, 2, 4)
/// 11 number of regions     12 missed ticks
/// </code>
/// </summary>
internal static class FigureColumns
{
    private const int Columns = 13;

    /// <summary>Writes the figures of snapshots of one target in order.</summary>
    public static byte[] Write(IEnumerable<SnapshotFigures> figures)
    {
        var writer = new ColumnWriter(Columns);
        var before = new SnapshotFigures();
        foreach (var now in figures)
        {
            writer.Signed(0, now.Seq - before.Seq - 1);
            writer.Signed(1, now.StartUs - before.EndUs);
            writer.Signed(2, now.EndUs - now.StartUs - (before.EndUs - before.StartUs));
            writer.Signed(3, (long)now.MaxNrAccesses - before.MaxNrAccesses);
            writer.Signed(4, now.WorkingSetBytes - before.WorkingSetBytes);
            writer.Signed(5, now.SamplerCpuUs - before.SamplerCpuUs);
            writer.Signed(6, now.SamplingUs - before.SamplingUs);
            writer.Number(10, Known(now));
            writer.Change(7, now.TouchedBytes, before.TouchedBytes);
            writer.Change(8, now.TouchedErrorBytes, before.TouchedErrorBytes);
            writer.Change(9, now.ResidentBytes, before.ResidentBytes);
            writer.Number(11, (ulong)now.NrRegions);
            writer.Number(12, (ulong)now.MissedTicks);
            before = now;
        }

        return writer.ToArray();
    }

    /// <summary>Reads them.</summary>
    /// <param name="stored">What was written.</param>
    /// <param name="target">Index of the target.</param>
    /// <exception cref="InvalidDataException">Damaged.</exception>
    public static IReadOnlyList<SnapshotFigures> Read(byte[] stored, int target)
    {
        var reader = new ColumnReader(stored, Columns);
        var figures = new List<SnapshotFigures>();
        var before = new SnapshotFigures();
        while (reader.Left(0) > 0)
        {
            var start = before.EndUs + reader.Signed(1);
            var known = reader.Number(10);
            before = new SnapshotFigures
            {
                Target = target,
                Seq = before.Seq + 1 + reader.Signed(0),
                StartUs = start,
                EndUs = start + before.EndUs - before.StartUs + reader.Signed(2),
                MaxNrAccesses = (int)(before.MaxNrAccesses + reader.Signed(3)),
                WorkingSetBytes = before.WorkingSetBytes + reader.Signed(4),
                SamplerCpuUs = before.SamplerCpuUs + reader.Signed(5),
                SamplingUs = before.SamplingUs + reader.Signed(6),
                TouchedBytes = reader.Change(7, (known & 1) != 0, before.TouchedBytes),
                TouchedErrorBytes = reader.Change(8, (known & 2) != 0, before.TouchedErrorBytes),
                ResidentBytes = reader.Change(9, (known & 4) != 0, before.ResidentBytes),
                NrRegions = (int)reader.Number(11),
                MissedTicks = (int)reader.Number(12),
            };
            figures.Add(before);
        }

        return figures;
    }

    /// <summary>Which are known of bytes touched (1), their error (2) and resident bytes (4).</summary>
    public static ulong Known(SnapshotFigures figures)
        => (figures.TouchedBytes is null ? 0UL : 1) | (figures.TouchedErrorBytes is null ? 0UL : 2) | (figures.ResidentBytes is null ? 0UL : 4);
}
