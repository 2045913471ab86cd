namespace Damon.Server.Exports;

/// <summary>A part of the address space, half open.</summary>
/// <param name="Start">First byte.</param>
/// <param name="End">One past the last.</param>
internal readonly record struct AddressSpan(ulong Start, ulong End)
{
    /// <summary>Everything a process can have.</summary>
    public static AddressSpan All { get; } = new(0, ulong.MaxValue);

    /// <summary>Whether a part of it lies between <paramref name="start"/> and <paramref name="end"/>.</summary>
    public bool Overlaps(ulong start, ulong end) => start < End && end > Start;
}
