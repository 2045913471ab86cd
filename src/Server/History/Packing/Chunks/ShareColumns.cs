namespace Damon.Server.History.Packing.Chunks;

/// <summary>
/// Samples and shares of regions (columns 6, 7, 8 and 10 of <see cref="RegionColumns"/>): mostly a share is so many of the
/// samples, or nobody looked and it is carried over.
/// </summary>
internal static class ShareColumns
{
    private const int Same = 1;
    private const int Apart = 2;
    private const int First = 3;

    /// <summary>Writes those of a region, if it has any.</summary>
    /// <param name="writer">Takes them.</param>
    /// <param name="columns">Takes them, too, for the snapshot behind.</param>
    /// <param name="at">The region.</param>
    /// <param name="region">What it tells.</param>
    /// <param name="earlier">The region that there was in the snapshot before; -1 for none.</param>
    public static void Write(ColumnWriter writer, ChunkColumns columns, int at, in RegionReader region, int earlier)
    {
        if (!region.HasShares)
        {
            return;
        }

        var (samples, touched, error) = (region.Samples, region.TouchedCode, region.ErrorCode);
        (columns.Samples[at], columns.Touched[at], columns.Errors[at]) = (samples, touched, error);
        writer.Number(6, earlier >= 0 && columns.Samples[earlier] == samples ? 0 : 1 + (ulong)samples);
        if (touched == StoredShare.Unknown)
        {
            writer.Number(7, 0);
            return;
        }

        var part = (int)Math.Round((touched - 1) * (double)samples / StoredShare.Steps);
        if (earlier >= 0 && columns.Touched[earlier] == touched)
        {
            writer.Number(7, Same);
        }
        else if (Code(part, samples) == touched)
        {
            writer.Number(7, First + (ulong)part);
        }
        else
        {
            writer.Number(7, Apart);
            writer.Number(10, touched);
        }

        writer.Number(8, earlier >= 0 && columns.Errors[earlier] == error ? 0 : 1 + (ulong)error);
    }

    /// <summary>Reads those of all regions.</summary>
    /// <param name="reader">Has them.</param>
    /// <param name="columns">Takes them.</param>
    /// <param name="spans">The snapshots.</param>
    /// <param name="isEarlier">Whether they are as an earlier version wrote them: as they are.</param>
    /// <exception cref="InvalidDataException">Damaged.</exception>
    public static void Read(ColumnReader reader, ChunkColumns columns, ChunkSpan[] spans, bool isEarlier)
    {
        var before = default(ChunkSpan);
        foreach (var now in spans)
        {
            if (now.Layout.HasShares)
            {
                if (isEarlier)
                {
                    ReadEarlier(reader, columns, now);
                }
                else
                {
                    Read(reader, columns, now, before);
                }
            }

            before = now;
        }
    }

    private static void Read(ColumnReader reader, ChunkColumns columns, in ChunkSpan now, in ChunkSpan before)
    {
        var (starts, samples, touched, errors) = (columns.Starts, columns.Samples, columns.Touched, columns.Errors);
        var predecessor = before.Find(columns);
        for (var at = now.First; at < now.End; at++)
        {
            var earlier = predecessor.At(starts[at]);
            samples[at] = reader.Number(6) is var some && some == 0 ? (earlier < 0 ? 0 : samples[earlier]) : (int)Math.Min(int.MaxValue, some - 1);
            var told = reader.Number(7, int.MaxValue);
            touched[at] = told switch
            {
                0 => (ushort)StoredShare.Unknown,
                Same => earlier < 0 ? throw ChunkCodec.Damaged() : touched[earlier],
                Apart => (ushort)reader.Number(10, StoredShare.Most),
                _ when told - First <= samples[at] => Code(told - First, samples[at]),
                _ => throw ChunkCodec.Damaged(),
            };
            if (touched[at] != StoredShare.Unknown)
            {
                errors[at] = reader.Number(8, StoredShare.Most + 1) is var error && error == 0 ? (earlier < 0 ? (ushort)0 : errors[earlier]) : (ushort)(error - 1);
            }
        }
    }

    private static void ReadEarlier(ColumnReader reader, ChunkColumns columns, in ChunkSpan now)
    {
        for (var at = now.First; at < now.End; at++)
        {
            columns.Samples[at] = (int)reader.Number(6);
            var touched = columns.Touched[at] = (ushort)reader.Number(7, StoredShare.Most);
            columns.Errors[at] = touched == StoredShare.Unknown ? (ushort)0 : (ushort)reader.Number(8, StoredShare.Most);
        }
    }

    // So many of the samples, as StoredShare has it.
    private static ushort Code(int part, int samples) => (ushort)StoredShare.Pack(samples == 0 ? 0 : part / (double)samples);
}
