namespace Damon.Client.Heatmap;

/// <summary>Addresses <c>[Start, End)</c>, bytes.</summary>
/// <param name="Start">First byte.</param>
/// <param name="End">One past the last byte.</param>
public readonly record struct AddressRange(ulong Start, ulong End)
{
    /// <summary>Bytes covered.</summary>
    public ulong Size => End - Start;
}
