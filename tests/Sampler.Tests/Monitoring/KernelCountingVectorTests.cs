using Damon.Contracts.Monitoring;
using Damon.Sampler.Monitoring;

namespace Damon.Sampler.Tests.Monitoring;

/// <summary>The kernel's own unit tests of counts, attributes, sums, filters and randomness (damon-vectors.json).</summary>
public sealed class KernelCountingVectorTests
{
    public static TheoryData<int> MvsumCases => [.. Enumerable.Range(0, Vectors.Of("mvsum").GetArrayLength())];

    [Fact]
    public void CarryOver_KernelSteps_KeepsFrequencyAndTime()
    {
        var one = Vectors.Of("update_monitoring_result");
        var old = Intervals(one.GetProperty("old"));
        var nr = one.GetProperty("region").Int("nr");
        var age = one.GetProperty("region").Int("age");
        var steps = 0;
        foreach (var step in one.GetProperty("steps").EnumerateArray())
        {
            var now = Intervals(step.GetProperty("new"));
            nr = AttributeCarryOver.NrAccesses(nr, old, now);
            age = AttributeCarryOver.Age(age, old, now);
            Assert.Equal((step.Int("nr"), step.Int("age")), (nr, age));
            steps++;
        }

        Assert.Equal(3, steps);

        static MonitoringAttributes Intervals(System.Text.Json.JsonElement pair)
            => new() { SamplingIntervalUs = pair[0].GetInt64(), AggregationIntervalUs = pair[1].GetInt64() };
    }

    [Fact]
    public void Validate_KernelAttributes_RefusesTheInvalidOnes()
    {
        var valid = Vectors.Of("set_attrs").GetProperty("valid");
        var attributes = new MonitoringAttributes
        {
            SamplingIntervalUs = valid.Int("sample"),
            AggregationIntervalUs = valid.Int("aggr"),
            MinRegions = valid.Int("min"),
            MaxRegions = valid.Int("max"),
        };
        Assert.Empty(AttributeRules.Validate(attributes));
        var invalid = Vectors.Of("set_attrs").GetProperty("invalid");
        Assert.Equal(3, invalid.GetArrayLength());
        AssertRefused(attributes with { MinRegions = invalid[0].Int("min") }, "minRegions");
        AssertRefused(attributes with { MaxRegions = invalid[1].Int("max") }, "maxRegions");
        AssertRefused(attributes with { AggregationIntervalUs = invalid[2].Int("aggr") }, "aggregationIntervalUs");

        static void AssertRefused(MonitoringAttributes attributes, string field)
            => Assert.Equal(field, Assert.Single(AttributeRules.Validate(attributes)).Field);
    }

    [Fact]
    public void MovingSum_KernelSeries_FollowsTheSamples()
    {
        var one = Vectors.Of("moving_sum");
        var sum = one.Ulong("start");
        var sums = new List<ulong>();
        foreach (var value in one.GetProperty("new").EnumerateArray())
        {
            sum = MovingSum.Next(sum, one.Ulong("nomv"), one.Ulong("len_window"), value.GetUInt64());
            sums.Add(sum);
        }

        Assert.Equal(one.GetProperty("expect").EnumerateArray().Select(value => value.GetUInt64()), sums);
    }

    [Theory]
    [MemberData(nameof(MvsumCases))]
    public void MovingSum_PartOfAWindow_AddsItsShare(int index)
    {
        var one = Vectors.Of("mvsum")[index];
        Assert.Equal(one[1].GetInt32(), MovingSum.Sum(one[0][0].GetInt32(), one[0][1].GetInt32(), one[0][2].GetUInt64()));
    }

    [Fact]
    public void MovingSum_OfARegion_IsTheLastCountUntilASampleIsTaken()
    {
        var one = Vectors.Of("nr_accesses_mvsum");
        var cases = one.GetProperty("cases_passed_next_nr_last_expect");
        Assert.Equal(5, cases.GetArrayLength());
        foreach (var numbers in cases.EnumerateArray().Select(row => row.EnumerateArray().Select(cell => cell.GetInt32()).ToArray()))
        {
            Assert.Equal(one.Int("aggr") / one.Int("sample"), numbers[1]);
            Assert.Equal(numbers[4], MovingSum.NrAccesses(numbers[0], numbers[1], numbers[2], numbers[3]));
        }
    }

    [Fact]
    public void ToBp_MoreSamplesThan32BitsHold_IsZero()
    {
        var one = Vectors.Of("nr_accesses_to_bp_overflow");
        Assert.Equal("(UINT_MAX+1)*10", one.GetProperty("aggr").GetString());
        var samples = (uint.MaxValue + 1UL) * 10 / one.Ulong("sample");
        Assert.Equal(one.Ulong("expect"), AttributeCarryOver.ToBp(one.Int("nr"), samples));
        Assert.Equal(0UL, AttributeCarryOver.ToBp(one.Int("nr"), 0));
    }

    [Fact]
    public void Feed_KernelRules_GrowsWhenShortAndShrinksWhenBeyond()
    {
        Assert.Equal(3, Vectors.Of("feed_loop").GetProperty("rules").GetArrayLength());
        Assert.True(IntervalTuning.Feed(900_000, 200) > 900_000);
        Assert.True(IntervalTuning.Feed(900_000, 250_000_000) < 900_000);
        Assert.True(IntervalTuning.Feed(900_000, 200) > IntervalTuning.Feed(900_000, 2_000));
    }

    [Fact]
    public void Reset_KernelTargets_KeepsRegionsAndForgetsCounts()
    {
        var one = Vectors.Of("aggregate");
        var counts = one.GetProperty("nr");
        Assert.Equal(3, counts.GetArrayLength());
        for (var target = 0; target < 3; target++)
        {
            var list = new RegionList();
            for (var i = 0; i < 3; i++)
            {
                list.Add(new Region(one.GetProperty("saddr")[target][i].GetUInt64(), one.GetProperty("eaddr")[target][i].GetUInt64())
                {
                    NrAccesses = counts[target][i].GetInt32(),
                });
            }

            AccessCount.Reset(list, maxNrAccesses: 100);
            Assert.Equal(3, list.Count);
            for (var i = 0; i < 3; i++)
            {
                Assert.Equal((0, counts[target][i].GetInt32()), (list.Span[i].NrAccesses, list.Span[i].LastNrAccesses));
            }
        }
    }

    [Fact]
    public void AddressFilter_KernelCases_MatchesAndCutsAtItsBounds()
    {
        var one = Vectors.Of("damos_addr_filter_2_6");
        var filter = new AddressFilter(new AddressRange(2, 6));
        Assert.All(one.Ranges("matched"), range => Assert.True(filter.Matches(range, out var cut) && cut == 0));
        Assert.All(one.Ranges("unmatched"), range => Assert.False(filter.Matches(range, out var cut) || cut != 0));
        var splits = one.GetProperty("split");
        Assert.Equal(2, splits.GetArrayLength());
        foreach (var split in splits.EnumerateArray())
        {
            var whole = Vectors.Range(split.GetProperty("in"));
            Assert.Equal(split.GetProperty("first_matches").GetBoolean(), filter.Matches(whole, out var cut));
            AddressRange[] pieces = [whole with { End = cut }, whole with { Start = cut }];
            Assert.Equal(split.Ranges("pieces"), pieces);
        }
    }

    [Fact]
    public void Random_KernelBounds_AreKept()
    {
        var one = Vectors.Of("rand");
        var random = new Xoshiro256(7);
        var seen = new HashSet<ulong>();
        for (var draw = 0; draw < one.Int("draws"); draw++)
        {
            var value = random.Between(one.Ulong("l"), one.Ulong("r"));
            Assert.InRange(value, one.Ulong("l"), one.Ulong("r") - 1);
            seen.Add(value);
        }

        Assert.Equal(10, seen.Count);
    }
}
