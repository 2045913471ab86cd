namespace Damon.Model.Addresses;

/// <summary>A contiguous monitored part of the address space.</summary>
/// <param name="Range">Its addresses.</param>
/// <param name="Heat">Accessed bytes times samples found in it; 0 where nobody asks.</param>
public readonly record struct Area(AddressRange Range, double Heat)
{
    /// <summary>First byte.</summary>
    public ulong Start => Range.Start;

    /// <summary>One past the last byte.</summary>
    public ulong End => Range.End;

    /// <summary>Bytes covered.</summary>
    public ulong Size => Range.Size;
}
