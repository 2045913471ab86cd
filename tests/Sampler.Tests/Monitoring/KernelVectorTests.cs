using Damon.Model.Addresses;
using Damon.Sampler.Monitoring;
using Damon.Sampler.Monitoring.Randomness;
using Damon.Sampler.Monitoring.Regions;

namespace Damon.Sampler.Tests.Monitoring;

/// <summary>The kernel's own unit tests of regions (damon-vectors.json); where kernels differ, the newest one's rule.</summary>
public sealed class KernelVectorTests
{
    public static TheoryData<string> FittingIds => [.. Vectors.Ids("set_regions")];

    public static TheoryData<int> SplitEvenlyCases => Indexes("split_evenly");

    public static TheoryData<int> SplitRegionsCases => Indexes("split_regions_of");

    public static TheoryData<int> MinRegionsCases => Indexes("apply_min_nr_regions");

    [Theory]
    [MemberData(nameof(FittingIds))]
    public void Fit_KernelRegions_BecomeTheExpectedOnes(string id)
    {
        var one = Vectors.Case("set_regions", id);
        var to = new RegionList();
        RegionFitting.Fit(Vectors.List(one.Ranges("old")), one.Ranges("new"), one.Ulong("min_sz"), unseen: 0, to);
        Assert.Equal(one.Ranges("expect"), to.Ranges());
    }

    // Kernels before 6.13 made one piece too many when the size does not divide; the count asked for is the rule now.
    [Theory]
    [MemberData(nameof(SplitEvenlyCases))]
    public void TrySplit_KernelCases_GivePiecesOfOneSizeOrRefuse(int index)
    {
        var one = Vectors.Of("split_evenly")[index];
        var range = Vectors.Range(one.GetProperty("region"));
        var pieces = one.Ulong("pieces");
        var list = new RegionList();
        var split = EvenSplit.TrySplit(range, pieces, one.Ulong("min_sz"), list);
        Assert.Equal(one.GetProperty("ok").GetBoolean(), split);
        if (!split)
        {
            Assert.Equal(0, list.Count);
            return;
        }

        var width = range.Size / pieces;
        Assert.Equal((int)pieces, list.Count);
        Assert.Equal(range.Start, list.Span[0].Start);
        for (var i = 0; i < list.Count - 1; i++)
        {
            Assert.Equal(width, list.Span[i].Size);
            Assert.Equal(list.Span[i].End, list.Span[i + 1].Start);
        }

        Assert.Equal(range.End, list.Span[^1].End);
    }

    [Fact]
    public void SplitAt_KernelRegion_BothPiecesKeepWhatWasSeen()
    {
        foreach (var one in Vectors.Of("split_at").EnumerateArray())
        {
            var (start, end) = Vectors.Range(one.GetProperty("region"));
            var left = new Region(start, end) { NrAccesses = one.Int("nr"), LastNrAccesses = one.Int("last_nr"), Age = one.Int("age") };
            var right = RegionSplitting.SplitAt(ref left, one.Ulong("sz_left"));
            AddressRange[] pieces = [left.Range, right.Range];
            Assert.Equal(one.Ranges("expect"), pieces);
            var keep = one.GetProperty("both_keep");
            foreach (var piece in new[] { left, right })
            {
                Assert.Equal((keep.Int("nr"), keep.Int("last_nr"), keep.Int("age")), (piece.NrAccesses, piece.LastNrAccesses, piece.Age));
            }
        }
    }

    [Fact]
    public void Join_KernelRegions_AveragesBySize()
    {
        foreach (var one in Vectors.Of("merge_two").EnumerateArray())
        {
            var a = one.GetProperty("a");
            var b = one.GetProperty("b");
            var expect = one.GetProperty("expect");
            var left = Observed(a);
            RegionMerging.Join(ref left, Observed(b));
            Assert.Equal(Vectors.Range(expect.GetProperty("r")), left.Range);
            Assert.Equal((expect.Int("nr"), expect.Int("age")), (left.NrAccesses, left.Age));
        }

        static Region Observed(System.Text.Json.JsonElement element)
        {
            var (start, end) = Vectors.Range(element.GetProperty("r"));
            return new Region(start, end) { NrAccesses = element.Int("nr"), Age = element.Int("age") };
        }
    }

    // Both cases hold: the newer one adds a last region whose joined size would be over the limit.
    [Theory]
    [InlineData("new")]
    [InlineData("old (<=6.12)")]
    public void Merge_KernelRegions_JoinsNeighboursThatAreAlike(string id)
    {
        var one = Vectors.Case("merge_regions_of", id);
        var list = new RegionList();
        foreach (var region in one.GetProperty("regions").EnumerateArray())
        {
            list.Add(new Region(region[0].GetUInt64(), region[1].GetUInt64()) { NrAccesses = region[2].GetInt32() });
        }

        RegionMerging.Merge(list, one.Int("thres"), one.Ulong("sz_limit"), maxNrAccesses: 1_000);
        Assert.Equal(one.Ranges("expect"), list.Ranges());
        Assert.Equal(2, Vectors.Ids("merge_regions_of").Count());
    }

    [Theory]
    [MemberData(nameof(SplitRegionsCases))]
    public void Split_KernelRegions_StaysWithinTheBound(int index)
    {
        var one = Vectors.Of("split_regions_of")[index];
        var from = Vectors.List(one.Ranges("regions"));
        for (var seed = 0UL; seed < 100; seed++)
        {
            var to = new RegionList();
            foreach (var region in from.Span)
            {
                RegionSplitting.Split(region, one.Int("nr_subs"), one.Ulong("min_sz"), new Xoshiro256(seed), to);
            }

            Assert.InRange(to.Count, from.Count, one.Int("max_regions"));
            Assert.Equal(from.TotalSize, to.TotalSize);
            if (one.TryGetProperty("size_multiple_of", out var unit))
            {
                Assert.All(to.Ranges(), range => Assert.Equal(0UL, range.Size % unit.GetUInt64()));
            }
        }
    }

    // Kernels up to 6.18 split nothing above half of the bound. The newest rule splits as many as there is room for.
    [Fact]
    public void Split_AboveHalfOfTheBound_StillProgresses()
    {
        var one = Vectors.Of("split_above_half")[0];
        var size = one.Ulong("region_sz") * Pages.Size;
        var count = one.Int("nr_regions");
        var target = TestTarget.With(Enumerable.Range(0, count).Select(i => new AddressRange((ulong)i * size, (ulong)(i + 1) * size)));
        List<Target> targets = [target];
        new RegionAdjustment(new Xoshiro256(1)).Split(targets, one.Int("max_nr"));
        var after = one.GetProperty("expect_after");
        Assert.InRange(target.Regions.Count, after.Int("gt") + 1, after.Int("le"));
    }

    [Theory]
    [MemberData(nameof(MinRegionsCases))]
    public void SplitAbove_KernelCases_GivesAtLeastTheRegionsAskedFor(int index)
    {
        var one = Vectors.Of("apply_min_nr_regions")[index];
        var size = one.Ulong("region_sz");
        var min = one.Ulong("min_sz");
        var limit = Pages.AlignUp(Math.Max(min, size / one.Ulong("min_nr")), min);
        Assert.Equal(one.Ulong("max_sz"), limit);
        var to = new RegionList();
        var room = 100;
        RegionSplitting.SplitAbove(Vectors.List(new AddressRange(0, size)), limit, ref room, to);
        Assert.Equal(one.Int("nr"), to.Count);
        Assert.Equal(size, to.TotalSize);
    }

    private static TheoryData<int> Indexes(string name) => [.. Enumerable.Range(0, Vectors.Of(name).GetArrayLength())];
}
