using Damon.Client.Tests.Api;
using Damon.Client.Tests.Pictures;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Model.Monitoring;
using Damon.Model.Sessions;

namespace Damon.Client.Tests.Compare;

/// <summary>Two stopped sessions with a heap each, one of 30 seconds and one of 20.</summary>
internal static class TwoRecordings
{
    private static readonly DateTimeOffset Start = new(2026, 3, 4, 11, 0, 0, TimeSpan.Zero);

    public static readonly SessionResource First = new()
    {
        Id = "one",
        Name = "before",
        State = SessionState.Stopped,
        StartedAt = Start,
        Targets = [new TargetResource { Pid = 42, Name = "demo" }],
        Attributes = new MonitoringAttributes { AggregationIntervalUs = 100_000 },
        FirstUs = 1_000_000,
        LastUs = 31_000_000,
    };

    public static readonly SessionResource Second = First with
    {
        Id = "two",
        Name = "after",
        Targets = [new TargetResource { Pid = 43, Name = "demo" }],
        FirstUs = 101_000_000,
        LastUs = 121_000_000,
    };

    public static void Answer(FakeServer server)
    {
        server.Answer("GET", "sessions", new[] { First, Second });
        Prepare(server, "one", 16);
        Prepare(server, "two", 1_000_000);
    }

    private static void Prepare(FakeServer server, string id, ulong page)
    {
        var (start, end) = (page * 4096, (page + 64) * 4096);
        server.Answer("GET", $"sessions/{id}/heatmap", new HeatmapResource { Areas = [new AreaResource(start, end)] });
        server.Answer("GET", $"sessions/{id}/mappings", new[] { new Mapping(start, end, "rw-p", "[heap]", MappingKind.Heap) });
        server.Answer("GET", $"sessions/{id}/workingset", new WorkingSetResource([.. Enumerable.Repeat(4096L, 21)], 4096, [new WorkingSetPoint(2_000_000, 4096, null, 5)]));
        server.AnswerWith("GET", $"sessions/{id}/snapshots", request =>
        {
            var from = long.Parse(System.Web.HttpUtility.ParseQueryString(request.RequestUri!.Query)["from"]!, System.Globalization.CultureInfo.InvariantCulture);
            return Task.FromResult(FakeServer.Json(new SnapshotPage([Snapshots.At(from / Snapshots.AggregationUs, Snapshots.Region(page, page + 64, 5))], null)));
        });
        server.AnswerCells($"sessions/{id}/cells");
    }
}
