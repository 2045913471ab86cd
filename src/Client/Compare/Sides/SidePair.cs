using Damon.Client.Compare.Alignment;
using Damon.Model.Addresses;

namespace Damon.Client.Compare.Sides;

/// <summary>Two sides that both have something to show.</summary>
/// <param name="A">The first side.</param>
/// <param name="B">The second side.</param>
public sealed record SidePair(SideData A, SideData B)
{
    /// <summary>What is put on one height unless the user chooses: equal addresses, where both have mostly the same.</summary>
    public AlignBy Automatic { get; } = SameProcess(A, B) || AddressAlignment.Fits(Observed(A), Observed(B)) ? AlignBy.Address : AlignBy.Mapping;

    /// <summary>Length of the longer range, microseconds.</summary>
    public long LengthUs => Math.Max(A.Range.LengthUs, B.Range.LengthUs);

    /// <summary>The most that the lines of either side reach, bytes.</summary>
    public double LinesReach { get; } = A.WorkingSet.Series.Concat(B.WorkingSet.Series).Max(p => (double?)Math.Max(p.HighBytes ?? p.Bytes, p.ResidentBytes ?? 0)) ?? 0;

    /// <summary>The common axis.</summary>
    /// <param name="by">What is put on one height.</param>
    public AlignedAxis Align(AlignBy by) => by == AlignBy.Address
        ? AddressAlignment.Create(A.Areas, B.Areas, AddressRanges.Union(A.Accessible, B.Accessible), A.Mappings)
        : MappingAlignment.Create(A.Use.Candidates, B.Use.Candidates);

    private static bool SameProcess(SideData a, SideData b)
        => a.Process is { } one && b.Process is { } other && one.Pid > 0 && one.Pid == other.Pid && one.StartTime == other.StartTime;

    private static IReadOnlyList<AddressRange> Observed(SideData side) => AddressRanges.Intersect(side.Areas, side.Accessible);
}
