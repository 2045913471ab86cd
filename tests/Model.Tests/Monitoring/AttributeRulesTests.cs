using Damon.Model.Monitoring;

namespace Damon.Model.Tests.Monitoring;

public sealed class AttributeRulesTests
{
    public static TheoryData<MonitoringAttributes, string> Wrong => new()
    {
        { new() { SamplingIntervalUs = 0 }, "samplingIntervalUs" },
        { new() { SamplingIntervalUs = 499 }, "samplingIntervalUs" },
        { new() { AggregationIntervalUs = 4_999 }, "aggregationIntervalUs" },
        { new() { AggregationIntervalUs = 86_400_000_001 }, "aggregationIntervalUs" },
        { new() { UpdateIntervalUs = 4_999 }, "updateIntervalUs" },
        { new() { UpdateIntervalUs = 86_400_000_001 }, "updateIntervalUs" },
        { new() { MinRegions = 2 }, "minRegions" },
        { new() { MinRegions = 10, MaxRegions = 9 }, "maxRegions" },
        { new() { MaxRegions = 60_001 }, "maxRegions" },
        { new() { IntervalsGoal = new() { AccessBp = 0 } }, "intervalsGoal.accessBp" },
        { new() { IntervalsGoal = new() { AccessBp = 10_001 } }, "intervalsGoal.accessBp" },
        { new() { IntervalsGoal = new() { Aggregations = 0 } }, "intervalsGoal.aggregations" },
        { new() { IntervalsGoal = new() { MinSamplingUs = 1 } }, "intervalsGoal.minSamplingUs" },
        { new() { IntervalsGoal = new() { MinSamplingUs = 6_000, MaxSamplingUs = 5_999 } }, "intervalsGoal.maxSamplingUs" },
        { new() { IntervalsGoal = new() { MaxSamplingUs = 86_400_000_001 } }, "intervalsGoal.maxSamplingUs" },
    };

    public static TheoryData<MonitoringAttributes> Right =>
    [
        new MonitoringAttributes(),
        new MonitoringAttributes() { SamplingIntervalUs = 500, AggregationIntervalUs = 500, UpdateIntervalUs = 500 },
        new MonitoringAttributes() { AggregationIntervalUs = 86_400_000_000, UpdateIntervalUs = 86_400_000_000 },
        new MonitoringAttributes() { MinRegions = 3, MaxRegions = 3 },
        new MonitoringAttributes() { MinRegions = 60_000, MaxRegions = 60_000 },
        new MonitoringAttributes() { IntervalsGoal = new() },
    ];

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Validate_OneValueOutOfBounds_NamesItsField(MonitoringAttributes attributes, string field)
    {
        var error = Assert.Single(AttributeRules.Validate(attributes));

        Assert.Equal(field, error.Field);
        Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Right))]
    public void Validate_ValuesAtTheBounds_AreAccepted(MonitoringAttributes attributes) => Assert.Empty(AttributeRules.Validate(attributes));

    [Fact]
    public void Validate_SeveralFaults_NamesAll()
        => Assert.Equal(["aggregationIntervalUs", "minRegions", "maxRegions"], AttributeRules.Validate(new() { AggregationIntervalUs = 1, MinRegions = 1, MaxRegions = 0 }).Select(error => error.Field));
}
