using Damon.Model.Monitoring;
using Damon.Sampler.Monitoring;
using Damon.Sampler.Monitoring.Randomness;
using Damon.Sampler.Monitoring.Regions;

namespace Damon.Sampler.Tests.Monitoring;

/// <summary>The kernel's own unit tests of counts, attributes, sums, filters and randomness (damon-vectors.json).</summary>
public sealed class KernelCountingVectorTests
{
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
