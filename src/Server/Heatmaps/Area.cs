namespace Damon.Server.Heatmaps;

/// <summary>A contiguous monitored part of the address space.</summary>
/// <param name="Start">First byte.</param>
/// <param name="End">One past the last.</param>
/// <param name="Heat">Accessed bytes times samples found in it.</param>
internal readonly record struct Area(ulong Start, ulong End, double Heat)
{
    /// <summary>Bytes covered.</summary>
    public ulong Size => End - Start;
}
