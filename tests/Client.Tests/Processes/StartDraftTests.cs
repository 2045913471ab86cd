using Damon.Client.Processes;
using Damon.Contracts.Rest;
using Damon.Model.Monitoring;

namespace Damon.Client.Tests.Processes;

public sealed class StartDraftTests
{
    private static readonly ProcessResource Process = new() { Pid = 5, StartTime = DateTimeOffset.UnixEpoch };

    [Fact]
    public void Request_NothingSet_LeavesEverythingToTheServer()
    {
        var request = new StartDraft().Request(StartSubject.Of(Process).Target);

        Assert.Null(request.Operations);
        Assert.Equal(new AttributesRequest(), request.Attributes);
        Assert.Equal([new TargetRequest(5, DateTimeOffset.UnixEpoch)], request.Targets);
    }

    [Fact]
    public void Request_UnitsOfThePage_BecomeMicroseconds()
    {
        var request = new StartDraft { SamplingMs = 2.5, AggregationMs = 50, UpdateS = 0.5, MinRegions = 10, MaxRegions = 20, Operations = OperationsKind.PageTable }
            .Request(StartSubject.Of(Process).Target);

        Assert.Equal(
            new AttributesRequest { SamplingIntervalUs = 2_500, AggregationIntervalUs = 50_000, UpdateIntervalUs = 500_000, MinRegions = 10, MaxRegions = 20 },
            request.Attributes);
        Assert.Equal("pageTable", request.Operations);
    }

    [Fact]
    public void Request_NameAndTuning_AreSent()
    {
        var request = new StartDraft { Name = " night ", Tune = true, AccessPercent = 2.5, TuneEvery = 4, MostSamplingMs = 50 }.Request(StartSubject.Of(Process).Target);

        Assert.Equal("night", request.Name);
        Assert.Equal(new IntervalsGoal { AccessBp = 250, Aggregations = 4, MinSamplingUs = 5_000, MaxSamplingUs = 50_000 }, request.Attributes!.IntervalsGoal);
    }

    [Fact]
    public void Request_TuningOff_ItsFieldsAreNotSent()
        => Assert.Null(new StartDraft { AccessPercent = 2.5 }.Request(StartSubject.Of(Process).Target).Attributes!.IntervalsGoal);

    [Fact]
    public void ForAnother_KeepsWhatIsSetButNotTheNameOrWhatIsNoNumber()
        => Assert.Equal(
            new StartDraft { SamplingMs = 2, FollowChildren = true },
            new StartDraft { Name = "x", SamplingMs = 2, MaxRegions = double.NaN, FollowChildren = true }.ForAnother());
}
