using Damon.Contracts.Link;
using Damon.Model.Groups;

namespace Damon.Sampler.Tests.Sessions;

/// <summary>Orders of a server that has been taken over: whatever it sends, the sampler judges by itself.</summary>
public sealed class OrderRulesTests : IDisposable
{
    private readonly SamplerFixture _sampler = new();

    public void Dispose() => _sampler.Dispose();

    public static TheoryData<string, StartSession> WrongOrders() => new()
    {
        { "id", SamplerFixture.Order("", 12) },
        { "id", SamplerFixture.Order(null!, 12) },
        { "id", SamplerFixture.Order(new string('a', 65), 12) },
        { "id", SamplerFixture.Order("a\nSession b has ended", 12) },
        { "id", SamplerFixture.Order("../a", 12) },
        { "targets", SamplerFixture.Order("a") },
        { "targets", SamplerFixture.Order("a", 12) with { Targets = null! } },
        { "targets", SamplerFixture.Order("a", [.. Enumerable.Range(1, 33)]) },
        { "targets[0].pid", SamplerFixture.Order("a", 12) with { Targets = [null!] } },
        { "targets[0].pid", SamplerFixture.Order("a", 0) },
        { "targets[1].pid", SamplerFixture.Order("a", 12, -1) },
        { "attributes", SamplerFixture.Order("a", 12) with { Attributes = null! } },
        { "attributes.samplingIntervalUs", SamplerFixture.Order("a", 12) with { Attributes = new() { SamplingIntervalUs = 0 } } },
        { "targets[0].cgroup", SamplerFixture.Order("a") with { Targets = [new StartTarget(0, null, GroupKind.Cgroup, "/../../etc")] } },
        { "targets[0].cgroup", SamplerFixture.Order("a") with { Targets = [new StartTarget(0, null, GroupKind.Cgroup, null)] } },
    };

    [Theory]
    [MemberData(nameof(WrongOrders))]
    public async Task StartSession_WrongOrder_IsRefusedAtItsField(string field, StartSession order)
    {
        _sampler.AddProcess(12);

        var answer = await _sampler.Manager.StartSession(order);

        Assert.Equal((CommandCode.InvalidArgument, field), (answer.Answer.Code, answer.Answer.Field));
        Assert.Empty(_sampler.Manager.Running);
    }

    [Fact]
    public async Task StartSession_ProcessOfTheSameNumberStartedLater_IsRefused()
    {
        _sampler.AddProcess(12);
        var meant = (await _sampler.Manager.ListProcesses(new ProcessQuery(null, 5))).Single().StartTime;
        _sampler.Proc.Add(12, "other", startTicks: 987_654);

        var answer = await _sampler.Manager.StartSession(SamplerFixture.Order("a") with { Targets = [new StartTarget(12, meant)] });

        Assert.Equal((CommandCode.NoSuchProcess, "targets[0].pid"), (answer.Answer.Code, answer.Answer.Field));
    }

    [Fact]
    public async Task StartSession_MoreThanItTakes_IsRefusedUntilOneEnds()
    {
        _sampler.Output.Deliveries.SetResult();
        for (var i = 0; i <= SamplerFixture.MostSessions; i++)
        {
            _sampler.AddProcess(100 + i);
            var answer = await _sampler.Manager.StartSession(SamplerFixture.Order($"s{i}", 100 + i));
            Assert.Equal(i < SamplerFixture.MostSessions ? CommandCode.Ok : CommandCode.Unavailable, answer.Answer.Code);
        }

        await _sampler.Manager.StopSession("s0");

        Assert.Equal(CommandCode.Ok, (await _sampler.Manager.StartSession(SamplerFixture.Order("again", 100 + SamplerFixture.MostSessions))).Answer.Code);
    }

    [Fact]
    public async Task ListProcesses_OfAPathOutsideTheControlGroups_IsEmpty()
    {
        _sampler.AddProcess(12);

        Assert.Empty(await _sampler.Manager.ListProcesses(new ProcessQuery(null, 5, GroupKind.Cgroup, "/../../proc")));
        Assert.Empty(await _sampler.Manager.ListProcesses(new ProcessQuery(new string('x', 5_000), 5)));
        Assert.Single(await _sampler.Manager.ListProcesses(new ProcessQuery(null, int.MaxValue)));
    }
}
