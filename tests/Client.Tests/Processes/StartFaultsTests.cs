using Damon.Client.Processes;
using Damon.Model.Monitoring;

namespace Damon.Client.Tests.Processes;

public sealed class StartFaultsTests
{
    [Fact]
    public void Of_Defaults_None() => Assert.Empty(StartFaults.Of(new StartDraft()));

    [Fact]
    public void Of_TuningWithDefaults_None() => Assert.Empty(StartFaults.Of(new StartDraft { Tune = true }));

    [Fact]
    public void Of_EveryRule_IsSaidAtItsFieldInTheUnitOfThePage()
    {
        Check(new StartDraft { SamplingMs = 0.1 }, "samplingIntervalUs", "at least 0.5 ms");
        Check(new StartDraft { SamplingMs = 20, AggregationMs = 10 }, "aggregationIntervalUs", "the sampling interval, 20 ms");
        Check(new StartDraft { AggregationMs = 1e9 }, "aggregationIntervalUs", "one day");
        Check(new StartDraft { UpdateS = 0.001 }, "updateIntervalUs", "the sampling interval, 0.005 s");
        Check(new StartDraft { UpdateS = 90_000 }, "updateIntervalUs", "one day");
        Check(new StartDraft { MinRegions = 2 }, "minRegions", "at least 3");
        Check(new StartDraft { MinRegions = 50, MaxRegions = 20 }, "maxRegions", "the fewest regions, 50");
        Check(new StartDraft { MaxRegions = 70_000 }, "maxRegions", "at most 60000");
        Check(new StartDraft { MaxRegions = 10.5 }, "maxRegions", "whole number");
        Check(new StartDraft { SamplingMs = double.NaN }, "samplingIntervalUs", "Give a number");
        Check(new StartDraft { Tune = true, AccessPercent = 101 }, "intervalsGoal.accessBp", "100 %");
        Check(new StartDraft { Tune = true, TuneEvery = 0 }, "intervalsGoal.aggregations", "at least 1");
        Check(new StartDraft { Tune = true, LeastSamplingMs = 0 }, "intervalsGoal.minSamplingUs", "at least 0.5 ms");
        Check(new StartDraft { Tune = true, MostSamplingMs = 1 }, "intervalsGoal.maxSamplingUs", "the shortest, 5 ms");
    }

    [Fact]
    public void Of_AnyDraft_AgreesWithTheRulesOfTheServer()
    {
        double?[] values = [null, -1, 0, 0.4, 0.5, 3, 5, 100, 59_999, 1e8];
        foreach (var a in values)
        {
            foreach (var b in values)
            {
                var draft = new StartDraft { SamplingMs = a, AggregationMs = b, UpdateS = a };
                Assert.Equal(AttributeRules.Validate(draft.Attributes).Count > 0, StartFaults.Of(draft).Count > 0);
            }
        }
    }

    private static void Check(StartDraft draft, string field, string words)
        => Assert.Contains(words, Assert.Contains(field, StartFaults.Of(draft)), StringComparison.Ordinal);
}
