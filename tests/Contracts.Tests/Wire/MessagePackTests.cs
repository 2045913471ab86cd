using System.Reflection;
using Damon.Contracts.Groups;
using Damon.Contracts.Link;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Contracts.Watching;
using Damon.Model.Groups;
using Damon.Model.Monitoring;
using Damon.Model.Sessions;
using MessagePack;
using Microsoft.AspNetCore.SignalR;

namespace Damon.Contracts.Tests.Wire;

public sealed class MessagePackTests
{
    /// <summary>SignalR's own options: what both hubs speak.</summary>
    private static readonly MessagePackSerializerOptions Options = new MessagePackHubProtocolOptions().SerializerOptions;

    private static readonly DateTimeOffset Time = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(6_789_010);

    private static readonly TargetResource Target = new() { Index = 1, Pid = 42, StartTime = Time, Name = "redis", CommandLine = "redis --x", EndedBecause = "It has ended.", Group = 2, HasRegions = false, EarlierPrograms = [new EarlierProgram("sh", "sh -c", 3)], RestartOf = 1 };

    private static readonly SessionGroupResource Group = new() { Kind = GroupKind.Unit, Name = "g", Processes = 3, Remark = "r" };

    private static readonly AttributesMessage Attributes = new()
    {
        SamplingIntervalUs = 1,
        AggregationIntervalUs = 2,
        UpdateIntervalUs = 3,
        MinRegions = 4,
        MaxRegions = 5,
        IntervalsGoal = new IntervalsGoalMessage { AccessBp = 6, Aggregations = 7, MinSamplingUs = 8, MaxSamplingUs = 9 },
        Plan = SamplingPlan.Kernel,
        Budget = new BudgetMessage(2, 3),
    };

    private static readonly SessionCost Cost = new()
    {
        SamplerPercent = 1,
        TargetPercent = 2,
        ClearsPerSecond = 3,
        ChecksPerSecond = 4,
        CycleSeconds = 5,
        LimitedBy = "l",
    };

    private static readonly SamplerCost HostCost = new()
    {
        AdviceUs = 1,
        AdviceUsPerPageInRuns = 2,
        FlushUs = 3,
        ReaccessUs = 4,
        WakeUs = 5,
        Runs = [new RunCost(16, 6)],
        MeasuredAt = Time,
        Remark = "r",
    };

    private static readonly Snapshot Snapshot = new()
    {
        Target = 1,
        Seq = 2,
        StartUs = 3,
        EndUs = 4,
        MaxNrAccesses = 20,
        Regions = [new RegionSample(0x7fff_ffff_f000, ulong.MaxValue, 5, int.MaxValue), new RegionSample(0, 4096, 0, 0)],
        Unknown = [1, 2],
        SamplingIntervalUs = 5,
        ResidentBytes = 6,
        SamplerCpuUs = 7,
        MissedTicks = 8,
        Samples = [3, 0],
        Touched = [0.5, null],
        TouchedError = [0, 1],
        SinceUs = [9, 10],
    };

    private static readonly MappingSet Mappings = new() { Target = 1, AtUs = 2, Mappings = [new Mapping(1, 2, "rw-p", "[heap]", MappingKind.Heap, "use")] };

    private static readonly IdleMessage Idle = new() { Target = 1, AtUs = 2, WatchedUs = 3, ResolutionUs = 4, Pieces = [new IdlePiece(4096, ulong.MaxValue, 5, 6, [7, 0, 8], 9)] };

    private static readonly SessionResource Session = new()
    {
        Id = "a",
        Name = "b",
        State = SessionState.Interrupted,
        EndedBecause = "c",
        Operations = OperationsKind.PageTable,
        Targets = [Target],
        Attributes = Attributes,
        StartedAt = Time,
        EndedAt = Time,
        SnapshotCount = 1,
        SamplerCpuSeconds = 2.5,
        LostSnapshots = 3,
        Sampler = "d",
        FirstUs = 4,
        LastUs = 5,
        FollowChildren = true,
        Notes = "d",
        Cost = Cost,
        Groups = [Group],
    };

    /// <summary>One full message of every type that crosses a hub.</summary>
    public static TheoryData<object> Messages =>
    [
        new SamplerHello { LinkVersion = 1, SamplerId = "s", Host = "h", Kernel = "6.18", Operations = [new(OperationsKind.PageIdle, false, "why")], RunningSessions = ["a"], Cost = HostCost },
        new SamplerWelcome { Accepted = true, Problem = "p", UnknownSessions = ["x"] },
        new ProcessQuery("search", 5),
        new ProcessResource { Pid = 1, StartTime = Time, Name = "n", CommandLine = "c", User = "u", ResidentBytes = 2, Monitorable = true, Reason = "r" },
        new GroupQuery("search", 5),
        new GroupResource { Kind = GroupKind.Container, Name = "n", Processes = 1, ResidentBytes = 2, LimitBytes = 3 },
        new StartSession { SessionId = "a", Operations = OperationsKind.Referenced, Targets = [new StartTarget(1, Time), new StartTarget(0, null, GroupKind.Command, "c*")], Attributes = Attributes, FollowChildren = true },
        new StartAnswer(new CommandAnswer(CommandCode.Forbidden, "m", "targets[0].pid"), OperationsKind.PageTable, [Target], [Group]),
        new CommandAnswer(CommandCode.NoSuchProcess, "m", "f"),
        new SessionStatus { SessionId = "a", State = SessionState.Failed, EndedBecause = "e", Targets = [Target], SamplerCpuSeconds = 1.5, LostSnapshots = 2, EndedAt = Time, Cost = Cost, Groups = [Group], TakenSnapshots = 4 },
        new LensOrder(1, 4096, ulong.MaxValue),
        new LensAnswer(new CommandAnswer(CommandCode.NotOpen, "m", "f"), new LensStatus(1, 4096, ulong.MaxValue, 2, 3)),
        new LensPages(new CommandAnswer(CommandCode.Ok), 4096, ulong.MaxValue, 2, [0, 1, 255]),
        new LimitReadings(new CommandAnswer(CommandCode.Ok), [new LimitReading(1, null, "/a", 1, null, 2), new LimitReading(null, 3, "/b", 2, 4, long.MaxValue)]),
        Snapshot,
        Snapshot with { Unknown = null, ResidentBytes = null },
        new SnapshotPush("a", Snapshot),
        Mappings,
        Idle,
        Attributes,
        Attributes with { IntervalsGoal = null },
        Session,
        new WatchEvent { Kind = WatchEventKind.Snapshot, Snapshot = Snapshot },
        new WatchEvent { Kind = WatchEventKind.Session, Session = Session },
        new WatchEvent { Kind = WatchEventKind.Mappings, Mappings = Mappings },
        new WatchEvent { Kind = WatchEventKind.Lost, Lost = 5 },
        new WatchEvent { Kind = WatchEventKind.Idle, Idle = Idle },
    ];

    [Theory]
    [MemberData(nameof(Messages))]
    public void Message_ThroughSignalRsMessagePack_ComesBackTheSame(object message)
    {
        var type = message.GetType();

        var back = MessagePackSerializer.Deserialize(type, MessagePackSerializer.Serialize(type, message, Options, TestContext.Current.CancellationToken), Options, TestContext.Current.CancellationToken);

        Assert.Equivalent(message, back, strict: true);
    }

    [Fact]
    public void Messages_HaveEveryTypeWithAWireForm()
    {
        var reachable = Messages.Select(row => row.Data.GetType()).ToHashSet();
        Type[] parts = [typeof(RegionSample), typeof(Mapping), typeof(EarlierProgram), typeof(IdlePiece), typeof(IntervalsGoalMessage), typeof(TargetResource), typeof(SessionGroupResource), typeof(OperationsResource), typeof(StartTarget), typeof(BudgetMessage), typeof(SessionCost), typeof(SessionMemory), typeof(SamplerCost), typeof(RunCost), typeof(LensStatus), typeof(LimitReading)];

        var annotated = typeof(Snapshot).Assembly.GetTypes().Where(type => type.GetCustomAttribute<MessagePackObjectAttribute>() is not null);

        Assert.Empty(annotated.Except(reachable).Except(parts));
    }

    [Fact]
    public void Region_OnTheWire_IsAnArrayNotAMap()
    {
        var json = MessagePackSerializer.ConvertToJson(MessagePackSerializer.Serialize(new RegionSample(4096, 8192, 3, 12), Options, TestContext.Current.CancellationToken), Options, TestContext.Current.CancellationToken);

        Assert.Equal("[4096,8192,3,12]", json);
    }
}
