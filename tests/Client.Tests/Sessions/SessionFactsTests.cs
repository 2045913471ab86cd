using Damon.Client.Sessions;
using Damon.Contracts.Groups;
using Damon.Contracts.Rest;
using Damon.Model.Groups;

namespace Damon.Client.Tests.Sessions;

public sealed class SessionFactsTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void SamplerPercent_TenSecondsWithHalfASecondOfCpu_IsFive()
        => Assert.Equal(5, SessionFacts.SamplerPercent(new SessionResource { FirstUs = 0, LastUs = 10_000_000, SamplerCpuSeconds = 0.5 }));

    [Fact]
    public void SamplerPercent_NothingOrLittleRecorded_IsUnknown()
    {
        Assert.Null(SessionFacts.SamplerPercent(new SessionResource { SamplerCpuSeconds = 1 }));
        Assert.Null(SessionFacts.SamplerPercent(new SessionResource { FirstUs = 0, LastUs = 500_000, SamplerCpuSeconds = 1 }));
    }

    [Fact]
    public void Duration_NothingRecordedYet_CountsFromTheStart()
        => Assert.Equal(3e6, SessionFacts.DurationUs(new SessionResource { StartedAt = Start }, Start.AddSeconds(3)));

    [Fact]
    public void Targets_OfGroups_AreTheirNamesAndOfProcessesTheirs()
    {
        var session = new SessionResource
        {
            Targets = [new TargetResource { Name = "alone", Pid = 5 }, new TargetResource { Name = "redis", Pid = 6, Group = 0 }, new TargetResource { Name = "redis", Pid = 7, Group = 0 }],
            Groups = [new SessionGroupResource { Kind = GroupKind.Unit, Name = "redis.service", Processes = 2 }, new SessionGroupResource { Kind = GroupKind.Command, Name = "x*", Processes = 1 }],
        };

        Assert.Equal("alone (5), redis.service (2 processes), x* (1 process)", SessionFacts.Targets(session));
        Assert.Contains("redis.service", SessionFacts.Words(session));
    }

    [Fact]
    public void Memory_IsWhatItNeedsOfWhatItHolds_AndWhatIsCold()
    {
        const double mib = 1 << 20;
        var known = new SessionMemory(1, 96 * mib, 0, 24 * mib, mib, 70 * mib, 0);

        Assert.Equal("needs 24 MiB ± 2 MiB of 96 MiB, 70 MiB not used for 10 min", SessionFacts.Memory(known));
        Assert.Equal("needs 24 MiB of 96 MiB", SessionFacts.Memory(known with { NeededError = 0, ColdBytes = 0 }));
        Assert.Equal("holds 96 MiB", SessionFacts.Memory(known with { NeededBytes = null, NeededError = null, ColdBytes = null, ColdError = null }));
    }

    [Fact]
    public void Duration_ClocksDisagree_IsNotNegative()
        => Assert.Equal(0, SessionFacts.DurationUs(new SessionResource { StartedAt = Start }, Start.AddSeconds(-3)));

    [Fact]
    public void Targets_OfAnImportedRecord_AreCalledByTheirNamesAlone()
    {
        var session = new SessionResource { FirstUs = 0, LastUs = 5_000_000, Targets = [new TargetResource { Name = "physical memory" }, new TargetResource { Name = "hot", Pid = 12 }] };

        Assert.Equal("physical memory, hot (12)", SessionFacts.Targets(session));
        Assert.Null(SessionFacts.SamplerPercent(session with { Targets = [session.Targets[0]] }));
    }
}
