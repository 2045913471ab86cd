using CsCheck;
using Damon.Model.Addresses;
using Damon.Model.Monitoring;
using Damon.Sampler.Monitoring;
using Damon.Sampler.Monitoring.Randomness;
using Damon.Sampler.Monitoring.Regions;

namespace Damon.Sampler.Tests.Monitoring;

/// <summary>What must hold of regions whatever they are.</summary>
public sealed class RegionPropertyTests
{
    private const int MaxNr = 20;

    private static readonly Gen<RegionList> Lists =
        Gen.Select(Gen.ULong[1, 5_000], Gen.ULong[0, 3], Gen.Int[0, MaxNr], Gen.Int[0, MaxNr], Gen.Int[0, 50])
            .List[1, 60]
            .Select(parts =>
            {
                var list = new RegionList();
                var cursor = 1UL << 30;
                foreach (var (pages, gap, nr, unknown, age) in parts)
                {
                    cursor += gap < 2 ? 0 : gap * Pages.Size;
                    var end = cursor + (pages * Pages.Size);
                    var fullyUnknown = unknown == MaxNr;
                    list.Add(new Region(cursor, end)
                    {
                        NrAccesses = fullyUnknown ? 0 : nr,
                        NrUnknown = unknown > 15 ? unknown : 0,
                        LastNrAccesses = nr,
                        Age = age,
                    });
                    cursor = end;
                }

                return list;
            });

    /// <summary>None, one, the kernel's three, or many; some lie side by side.</summary>
    private static readonly Gen<AddressRange[]> AnyRanges =
        Gen.OneOf(Gen.Const(0), Gen.Const(1), Gen.Const(3), Gen.Const(40), Gen.Const(400)).SelectMany(count =>
            Gen.Select(Gen.ULong[0, 30_000], Gen.ULong[1, 30_000]).Array[count].Select(Pair));

    [Fact]
    public void Merge_AnyRegions_KeepsCoverageOrderAndWeightedCounts()
        => Gen.Select(Lists, Gen.Int[0, MaxNr], Gen.ULong[1, 100_000]).Sample((list, threshold, limitPages) =>
        {
            var before = list.Span.ToArray();
            var joined = RegionMerging.Merge(list, threshold, limitPages * Pages.Size, MaxNr);
            var after = list.Span.ToArray();
            AssertOrdered(after);
            Assert.Equal(before.Length - joined, after.Length);
            Assert.Equal(Covered(before), Covered(after));
            // Integer averages lose less than one access of a region per join.
            var lost = Weighted(before) - Weighted(after);
            Assert.InRange(lost, 0, Covered(before).Sum(range => (double)range.Size) * Math.Max(1, joined));
            foreach (var region in after)
            {
                var inside = before.Where(one => one.Range.Intersects(region.Range)).ToArray();
                Assert.True(inside.Length == 1 || region.Size <= limitPages * Pages.Size);
                Assert.Single(inside.Select(one => one.NrUnknown >= MaxNr).Distinct());
                Assert.InRange(region.NrAccesses, inside.Min(one => one.NrAccesses), inside.Max(one => one.NrAccesses));
                Assert.InRange(region.Age, inside.Min(one => one.Age), inside.Max(one => one.Age));
                Assert.Equal(inside[0].LastNrAccesses, region.LastNrAccesses);
            }
        });

    [Fact]
    public void Split_AnyRegions_KeepsCoverageAndStaysWithinTheBound()
        => Gen.Select(Lists, Gen.Int[3, 200], Gen.ULong).Sample((list, max, seed) =>
        {
            var target = TestTarget.With(list.Ranges());
            List<Target> targets = [target];
            var adjustment = new RegionAdjustment(new Xoshiro256(seed));
            var before = target.Regions.Span.ToArray();
            adjustment.Split(targets, max);
            var after = target.Regions.Span.ToArray();
            AssertOrdered(after);
            Assert.Equal(Covered(before), Covered(after));
            Assert.InRange(after.Length, before.Length, Math.Max(before.Length, max));
        });

    [Fact]
    public void Merge_ManyRegions_ReachesTheBoundWhateverTheyAre()
        => Gen.Select(Lists, Gen.Int[3, 60]).Sample((list, max) =>
        {
            var target = TestTarget.With();
            foreach (var region in list.Span)
            {
                target.Regions.Add(region with { NrUnknown = 0 });
            }

            List<Target> targets = [target];
            var areas = Covered(target.Regions.Span.ToArray()).Length;
            RegionAdjustment.Merge(targets, RegionAdjustment.SizeLimit(targets, 3), 3, max, MaxNr);
            Assert.InRange(target.Regions.Count, Math.Min(3, list.Count), Math.Max(max, areas));
        });

    [Fact]
    public void Fit_AnyRanges_CoversExactlyTheRanges()
        => Gen.Select(Lists, AnyRanges).Sample((list, ranges) =>
        {
            var to = new RegionList();
            RegionFitting.Fit(list, ranges, Pages.Size, unseen: 7, to);
            var fitted = to.Span.ToArray();
            AssertOrdered(fitted);
            Assert.Equal(Covered(ranges), Covered(fitted));
            AssertWithin(ranges, fitted);
            // What was seen stays, what is new has missed the samples so far.
            Assert.All(fitted, region => Assert.True(
                list.Span.ToArray().Any(old => old.Range.Intersects(region.Range) && old.NrAccesses == region.NrAccesses && old.Age == region.Age)
                || (region.NrUnknown, region.NrAccesses, region.Age) == (7, 0, 0)));
        });

    [Fact]
    public void Fit_SameRangesAgain_ChangesNothing()
        => Gen.Select(Lists, AnyRanges).Sample((list, ranges) =>
        {
            var once = new RegionList();
            var twice = new RegionList();
            RegionFitting.Fit(list, ranges, Pages.Size, unseen: 0, once);
            RegionFitting.Fit(once, ranges, Pages.Size, unseen: 0, twice);
            Assert.Equal(once.Span.ToArray(), twice.Span.ToArray());
        });

    [Fact]
    public void Start_AnyRanges_CoversThemEvenly()
        => Gen.Select(AnyRanges, Gen.Int[3, 1_000]).Sample((ranges, minRegions) =>
        {
            var regions = new RegionList();
            regions.Add(new Region(0, Pages.Size));
            EvenSplit.Start(ranges, minRegions, Pages.Size, regions);
            var split = regions.Span.ToArray();
            AssertOrdered(split);
            Assert.Equal(Covered(ranges), Covered(split));
            AssertWithin(ranges, split);
            var wanted = Math.Max(Pages.Size, ranges.Aggregate(0UL, (sum, range) => sum + range.Size) / (ulong)minRegions);
            // A piece holds what is asked for, and less than another such of remainders.
            Assert.All(split, region => Assert.InRange(region.Size, Pages.Size, (wanted * 2) + (Pages.Size * (ulong)minRegions * 2)));
            Assert.InRange(split.Length, ranges.Length, ranges.Length + minRegions);
        });

    [Fact]
    public void Update_AnyRanges_AreMonitoredOrLeftWhenThereAreNone()
        => Gen.Select(AnyRanges, AnyRanges).Sample((first, second) =>
        {
            var operations = new FakeTargetOperations { Ranges = first };
            var target = new Target(0, operations);
            Assert.Equal(first.Length > 0, target.Update(minRegions: 10, unseen: 0));
            Assert.Equal(Covered(first), Covered(target.Regions.Span.ToArray()));
            operations.Ranges = second;
            Assert.Equal(second.Length > 0, target.Update(minRegions: 10, unseen: 0));
            Assert.Equal(Covered(second.Length > 0 ? second : first), Covered(target.Regions.Span.ToArray()));
        });

    [Fact]
    public void Update_ManyRangesAgain_AllocatesNothing()
    {
        var target = new Target(0, Monitored.Process(static _ => AccessAnswer.Accessed, [.. Enumerable.Repeat(5UL, 300)]));
        for (var i = 0; i < 3; i++)
        {
            target.Update(minRegions: 10, unseen: 0);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        target.Update(minRegions: 10, unseen: 0);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(300, target.Regions.Count);
    }

    [Fact]
    public void SplitAbove_AnyRegions_LeavesNoneLarger()
        => Gen.Select(Lists, Gen.ULong[1, 2_000]).Sample((list, maxPages) =>
        {
            var to = new RegionList();
            var room = int.MaxValue;
            RegionSplitting.SplitAbove(list, maxPages * Pages.Size, ref room, to);
            AssertOrdered(to.Span.ToArray());
            Assert.Equal(Covered(list.Span.ToArray()), Covered(to.Span.ToArray()));
            Assert.All(to.Ranges(), range => Assert.InRange(range.Size, Pages.Size, maxPages * Pages.Size));
        });

    [Fact]
    public void SplitAbove_LittleRoom_AddsNoMoreThanThat()
        => Gen.Select(Lists, Gen.Int[0, 20]).Sample((list, room) =>
        {
            var to = new RegionList();
            var left = room;
            RegionSplitting.SplitAbove(list, Pages.Size, ref left, to);
            Assert.Equal(list.Count + room - left, to.Count);
            Assert.InRange(left, 0, room);
            Assert.Equal(Covered(list.Span.ToArray()), Covered(to.Span.ToArray()));
        });

    [Fact]
    public void Below_LargeBound_ReachesItsUpperEnd()
    {
        // 32 random bits would leave all but the first 4 GiB of this region unsampled.
        var random = new Xoshiro256(3);
        var bound = (16UL << 40) / Pages.Size;
        var draws = Enumerable.Range(0, 1_000).Select(_ => random.Below(bound)).ToArray();
        Assert.All(draws, draw => Assert.InRange(draw, 0UL, bound - 1));
        Assert.InRange(draws.Count(draw => draw > bound / 2), 400, 600);
        Assert.Contains(draws, draw => draw > bound / 100 * 99);
    }

    [Fact]
    public void Scale_AnyCounts_StaysWithinWhatIsPossible()
        => Gen.Select(Gen.Int[1, 1_000_000], Gen.Double[0, 1], Gen.Double[0, 1]).Sample((max, a, b) =>
        {
            var unknown = (int)(a * max);
            var nr = (int)(b * (max - unknown));
            var scaled = AccessRate.Scale(nr, unknown, max);
            Assert.InRange(scaled, unknown == max ? 0 : nr, max);
        });

    private static AddressRange[] Pair((ulong Gap, ulong Pages)[] parts)
    {
        var cursor = 1UL << 30;
        return Array.ConvertAll(parts, part =>
        {
            var start = cursor + (part.Gap % 4 == 0 ? 0 : part.Gap * Pages.Size);
            cursor = start + (part.Pages * Pages.Size);
            return new AddressRange(start, cursor);
        });
    }

    // No region reaches from one range into the next, side by side or not.
    private static void AssertWithin(AddressRange[] ranges, Region[] regions)
        => Assert.All(regions, region => Assert.Single(ranges, range => range.Start <= region.Start && region.End <= range.End));

    private static AddressRange[] Covered(AddressRange[] ranges) => Covered(Array.ConvertAll(ranges, range => new Region(range.Start, range.End)));

    private static void AssertOrdered(Region[] regions)
    {
        for (var i = 0; i < regions.Length; i++)
        {
            Assert.True(regions[i].Size >= Pages.Size);
            Assert.Equal(0UL, (regions[i].Start | regions[i].End) % Pages.Size);
            Assert.True(i == 0 || regions[i - 1].End <= regions[i].Start);
        }
    }

    private static AddressRange[] Covered(Region[] regions)
    {
        var covered = new List<AddressRange>();
        foreach (var region in regions)
        {
            if (covered.Count > 0 && covered[^1].End == region.Start)
            {
                covered[^1] = covered[^1] with { End = region.End };
            }
            else
            {
                covered.Add(region.Range);
            }
        }

        return [.. covered];
    }

    private static double Weighted(Region[] regions) => regions.Sum(region => (double)region.Size * region.NrAccesses);
}
