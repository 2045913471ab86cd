using System.Text.Json;
using Damon.Contracts.Groups;
using Damon.Contracts.Json;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Contracts.Rest.Advising;
using Damon.Contracts.Rest.Changes;
using Damon.Contracts.Watching;
using Damon.Model.Groups;
using Damon.Model.Monitoring;
using Damon.Model.Sessions;

namespace Damon.Contracts.Tests.Json;

public sealed class JsonShapeTests
{
    [Fact]
    public void Region_IsAnArrayWithHexAddresses()
    {
        var region = new RegionSample(0x7f8000000000, ulong.MaxValue, 3, 12);

        Assert.Equal("""["0x7f8000000000","0xffffffffffffffff",3,12]""", Write(region));
        Assert.Equal(region, Read<RegionSample>(Write(region)));
    }

    [Theory]
    [InlineData("""{"start":"0x1"}""")]
    [InlineData("""["0x1","0x2",3]""")]
    [InlineData("""["0x1","0x2",3,4,5]""")]
    [InlineData("""["0x1",2,3,4]""")]
    [InlineData("""["1","2",3,4]""")]
    [InlineData("""["0x1","0x2","3",4]""")]
    public void Region_OfAnotherShape_IsRefused(string json) => Assert.Throws<JsonException>(() => Read<RegionSample>(json));

    [Theory]
    [InlineData(0, "0x0")]
    [InlineData(0x7f80_0000_1000, "0x7f8000001000")]
    [InlineData(ulong.MaxValue, "0xffffffffffffffff")]
    public void Address_IsHexWithoutPadding(ulong address, string text)
    {
        Assert.Equal(text, HexAddressConverter.Format(address));
        Assert.True(HexAddressConverter.TryParse(text.ToUpperInvariant().Replace('X', 'x'), out var read));
        Assert.Equal(address, read);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0x")]
    [InlineData("10")]
    [InlineData("0xg")]
    [InlineData("0x10000000000000000")]
    [InlineData("0x-1")]
    [InlineData("0x 1")]
    public void Address_OtherText_IsRefused(string? text) => Assert.False(HexAddressConverter.TryParse(text, out _));

    [Fact]
    public void Time_HasExactlySixDigitsAndIsUtc()
    {
        var time = new DateTimeOffset(2026, 1, 2, 5, 4, 5, TimeSpan.FromHours(2)).AddTicks(6_789_010);

        Assert.Equal("\"2026-01-02T03:04:05.678901Z\"", Write(time));
        Assert.Equal("\"2026-01-02T03:04:05.000000Z\"", Write(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)));
        Assert.Equal(time, Read<DateTimeOffset>("\"2026-01-02T03:04:05.678901Z\""));
        Assert.Equal(time, Read<DateTimeOffset>("\"2026-01-02T05:04:05.678901+02:00\""));
    }

    [Theory]
    [InlineData("5")]
    [InlineData("\"soon\"")]
    public void Time_OtherForm_IsRefused(string json) => Assert.Throws<JsonException>(() => Read<DateTimeOffset>(json));

    [Fact]
    public void Enums_AreSpelledAsTheContractSays()
    {
        Assert.Equal("""["auto","kernelDamon","pageIdle","pageTable","referenced"]""", Write(Enum.GetValues<OperationsKind>()));
        Assert.Equal("""["starting","running","stopping","stopped","failed","interrupted"]""", Write(Enum.GetValues<SessionState>()));
        Assert.Equal("""["anonymous","namedAnonymous","heap","stack","file","vdso"]""", Write(Enum.GetValues<MappingKind>()));
        Assert.Equal("""["snapshot","session","mappings","lost","idle"]""", Write(Enum.GetValues<WatchEventKind>()));
        Assert.Throws<JsonException>(() => Read<SessionState>("1"));
    }

    [Fact]
    public void Session_HasTheNamesOfTheContract()
    {
        var session = JsonDocument.Parse(Write(new SessionResource())).RootElement;

        string[] names = ["id", "name", "state", "endedBecause", "operations", "targets", "attributes", "startedAt", "endedAt", "snapshotCount", "samplerCpuSeconds", "cost", "groups"];
        Assert.All(names, name => Assert.True(session.TryGetProperty(name, out _), name));
        string[] attributes = ["samplingIntervalUs", "aggregationIntervalUs", "updateIntervalUs", "minRegions", "maxRegions", "intervalsGoal", "plan", "budget", "maxLockMs"];
        Assert.Equal("adaptive", session.GetProperty("attributes").GetProperty("plan").GetString());
        Assert.Equal(attributes, session.GetProperty("attributes").EnumerateObject().Select(property => property.Name));
    }

    [Fact]
    public void Groups_HaveTheNamesOfTheContract()
    {
        Assert.Equal("""["cgroup","unit","container","command"]""", Write(Enum.GetValues<GroupKind>()));
        Assert.Equal(
            """{"kind":"unit","name":"redis.service","processes":3,"residentBytes":4096,"limitBytes":null}""",
            Write(new GroupResource { Kind = GroupKind.Unit, Name = "redis.service", Processes = 3, ResidentBytes = 4_096 }));
        Assert.Equal(
            """{"kind":"command","name":"redis*","processes":3,"remark":null}""",
            Write(new SessionGroupResource { Kind = GroupKind.Command, Name = "redis*", Processes = 3 }));
    }

    [Theory]
    [InlineData("""{"pid":5}""", 5, null, null, null, null)]
    [InlineData("""{"cgroup":"/a"}""", null, "/a", null, null, null)]
    [InlineData("""{"unit":"a.service"}""", null, null, "a.service", null, null)]
    [InlineData("""{"container":"web"}""", null, null, null, "web", null)]
    [InlineData("""{"command":"a*"}""", null, null, null, null, "a*")]
    public void Target_IsAnyOfFive(string json, int? pid, string? cgroup, string? unit, string? container, string? command)
        => Assert.Equal(new TargetRequest(pid, null, cgroup, unit, container, command), Read<TargetRequest>(json));

    [Fact]
    public void Snapshot_HasItsCertaintyInArraysAsLongAsTheRegions()
    {
        var json = Write(new Snapshot { Regions = [new RegionSample(0x1000, 0x2000, 3, 1)], Unknown = [1], Samples = [2], Touched = [null], TouchedError = [0.25], SinceUs = [5] });

        foreach (var part in new[] { "\"unknown\":[1]", "\"samples\":[2]", "\"touched\":[null]", "\"touchedError\":[0.25]", "\"sinceUs\":[5]" })
        {
            Assert.Contains(part, json, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void WorkingSet_HasAnErrorBesideEveryFigure()
        => Assert.Equal(
            """{"percentiles":[7],"mean":7,"series":[{"us":1,"bytes":7,"residentBytes":null,"regions":2,"error":3,"lowBytes":null,"highBytes":null,"samplingUs":0,"aggregationUs":0,"samplerCpuUs":0}],"error":2.5,"percentileErrors":[3]}""",
            Write(new WorkingSetResource([7], 7, [new WorkingSetPoint(1, 7, null, 2) { Error = 3 }]) { Error = 2.5, PercentileErrors = [3] }));

    [Fact]
    public void Idle_HasTheNamesOfTheContract()
        => Assert.Equal(
            """{"atUs":1,"resolutionUs":2,"watchedUs":3,"edgesS":[1],"total":{"residentBytes":9,"bytes":[3,4],"errors":[5,6],"unknownBytes":2},"mappings":[{"start":"0x1000","end":"0x2000","name":"","kind":null,"residentBytes":9,"bytes":[3,4],"errors":[5,6],"unknownBytes":2}]}""",
            Write(new IdleResource(1, 2, 3, [1], new IdleTotal(9, [3, 4], [5, 6], 2), [new IdleMapping(0x1000, 0x2000, "", null, 9, [3, 4], [5, 6], 2)])));

    [Fact]
    public void Changes_HaveTheNamesOfTheContract()
        => Assert.Equal(
            """{"changes":[{"us":1,"kind":"grew","target":2,"start":"0x1000","end":"0x2000","name":"[heap]","before":3,"after":4,"sentence":"s"},{"us":2,"kind":"exec","target":2,"start":null,"end":null,"name":"redis","before":null,"after":null,"sentence":"t"}],"remark":null}""",
            Write(new ChangesAnswer([
                new Change(1, ChangeKind.Grew, 2, 0x1000, 0x2000, "[heap]", 3, 4, "s"),
                new Change(2, ChangeKind.Exec, 2, null, null, "redis", null, null, "t"),
            ])));

    [Fact]
    public void Advice_HasTheNamesOfTheContract()
        => Assert.Equal(
            """{"advice":[{"kind":"leak","sentence":"s","basis":"b","wrongIf":"w","bytes":1,"target":2,"start":"0x1000","end":"0x2000"},{"kind":"limit","sentence":"t","basis":"c","wrongIf":"x","bytes":3,"target":null,"start":null,"end":null},{"kind":"untouched","sentence":"u","basis":"d","wrongIf":"y","bytes":4,"target":0,"start":null,"end":null}],"remark":null}""",
            Write(new AdviceAnswer([
                new Advice(AdviceKind.Leak, "s", "b", "w", 1, 2, 0x1000, 0x2000),
                new Advice(AdviceKind.Limit, "t", "c", "x", 3, null, null, null),
                new Advice(AdviceKind.Untouched, "u", "d", "y", 4, 0, null, null),
            ])));

    [Fact]
    public void Mapping_HasItsUseOnlyWhereItIsTold()
    {
        var mapping = new Mapping(0x1000, 0x2000, "rw-p", "", MappingKind.Anonymous);

        Assert.Equal("""{"start":"0x1000","end":"0x2000","permissions":"rw-p","name":"","kind":"anonymous"}""", Write(mapping));
        Assert.Equal("""{"start":"0x1000","end":"0x2000","permissions":"rw-p","name":"","kind":"anonymous","use":"JIT code"}""", Write(mapping with { Use = "JIT code" }));
        Assert.Equal(mapping with { Use = "JIT code" }, Read<Mapping>(Write(mapping with { Use = "JIT code" })));
        Assert.Equal(["JIT code", "/a", ""], new[] { mapping with { Use = "JIT code" }, mapping with { Name = "/a" }, mapping }.Select(one => one.Called));
    }

    [Fact]
    public void Needed_HasNullWhereAWindowIsNotKnown()
        => Assert.Equal(
            """{"windowsS":[1,10],"series":[{"us":1,"residentBytes":9,"bytes":[3,null],"errors":[2,null]}]}""",
            Write(new NeededResource([1, 10], [new NeededPoint(1, 9, [3, null], [2, null])])));

    [Fact]
    public void Attributes_Budget_LaysOnlyWhatIsGivenOverTheRest()
        => Assert.Equal(
            new MonitoringAttributes { Plan = SamplingPlan.Kernel, Budget = new MonitoringBudget { SamplerPercent = 3, TargetPercent = 0 } },
            Read<AttributesRequest>("""{"plan":"kernel","budget":{"targetPercent":0}}""").Over(new MonitoringAttributes { Budget = new MonitoringBudget { SamplerPercent = 3 } }));

    [Fact]
    public void Heatmap_HasTheNamesOfTheContract()
    {
        var heatmap = new HeatmapResource { Start = 0x1000, End = 0x2000, Columns = 2, Rows = 1, Cells = [[null, 12.5]], Areas = [new AreaResource(0x1000, 0x2000)] };

        Assert.Equal(
            """{"fromUs":0,"toUs":0,"start":"0x1000","end":"0x2000","columns":2,"rows":1,"unit":"percentOfSamples","max":0,"cells":[[null,12.5]],"areas":[{"start":"0x1000","end":"0x2000"}]}""",
            Write(heatmap));
    }

    [Fact]
    public void Attributes_Request_LaysOnlyWhatIsGivenOverTheRest()
    {
        var request = Read<AttributesRequest>("""{"minRegions":7,"intervalsGoal":{"accessBp":500}}""");

        var attributes = request.Over(new MonitoringAttributes { MaxRegions = 99 });

        Assert.Equal(new MonitoringAttributes { MinRegions = 7, MaxRegions = 99, IntervalsGoal = new IntervalsGoal { AccessBp = 500 } }, attributes);
    }

    private static string Write<T>(T value) => JsonSerializer.Serialize(value, ContractJson.Options);

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, ContractJson.Options)!;
}
