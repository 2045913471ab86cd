namespace Damon.Server.History.Packing;

/// <summary>What a snapshot's regions carry, and how: the head of <see cref="RegionCodec"/>.</summary>
/// <param name="Form">The form they were packed in.</param>
/// <param name="Flags">The flags of <see cref="RegionCodec"/>.</param>
/// <param name="IntervalUs">The interval that ages count, microseconds; 0 without <see cref="RegionCodec.HasSince"/>.</param>
internal readonly record struct RegionLayout(byte Form, byte Flags, long IntervalUs)
{
    /// <summary>Whether every region has its unknown samples.</summary>
    public bool HasUnknown => (Flags & RegionCodec.HasUnknown) != 0;

    /// <summary>Whether every region has its samples and the share touched.</summary>
    public bool HasShares => Form > RegionCodec.OldestForm && (Flags & RegionCodec.HasShares) != 0;

    /// <summary>Whether every region tells since when it is unchanged.</summary>
    public bool HasSince => Form > RegionCodec.OldestForm && (Flags & RegionCodec.HasSince) != 0;

    /// <summary>log2 of the bytes that sizes and gaps count.</summary>
    public int Shift => (Flags & RegionCodec.InBytes) != 0 ? 0 : RegionCodec.PageShift;
}
