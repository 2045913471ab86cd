namespace Damon.Model.Addresses;

/// <summary>A half-open range of addresses, <c>[Start, End)</c>, in bytes.</summary>
/// <param name="Start">First byte.</param>
/// <param name="End">One past the last byte; never below <paramref name="Start"/>.</param>
public readonly record struct AddressRange(ulong Start, ulong End)
{
    /// <summary>Everything a process can have.</summary>
    public static AddressRange All { get; } = new(0, ulong.MaxValue);

    /// <summary>Bytes covered.</summary>
    public ulong Size => End - Start;

    /// <summary>Whether the two share at least one byte.</summary>
    public bool Intersects(AddressRange other) => Start < other.End && other.Start < End;

    /// <summary>The bytes that both have; empty when there are none.</summary>
    public AddressRange Overlap(AddressRange other)
    {
        var start = Math.Max(Start, other.Start);
        return new AddressRange(start, Math.Max(start, Math.Min(End, other.End)));
    }

    /// <summary>Whether an address lies inside.</summary>
    public bool Contains(ulong address) => address >= Start && address < End;
}
