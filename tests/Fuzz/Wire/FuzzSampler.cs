using Damon.Contracts.Groups;
using Damon.Contracts.Link;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Model.Idle;
using Damon.Model.Monitoring;
using Damon.Model.Sessions;
using Damon.Sampler.Link;
using Microsoft.AspNetCore.SignalR.Client;

namespace Damon.Fuzz.Wire;

/// <summary>A sampler that samples nothing: it takes every order, and pushes a little of everything.</summary>
internal sealed class FuzzSampler : IAsyncDisposable
{
    public const string Id = "fuzz-sampler";

    private static readonly CommandAnswer Ok = new(CommandCode.Ok);

    private readonly HubConnection _connection;

    private FuzzSampler(HubConnection connection) => _connection = connection;

    /// <summary>What it says first.</summary>
    /// <param name="running">Sessions that it runs already.</param>
    public static SamplerHello Hello(params string[] running) => new()
    {
        LinkVersion = ISamplerHub.LinkVersion,
        SamplerId = Id,
        Host = "host",
        Kernel = "6.18.0",
        Operations = [new(OperationsKind.PageTable, true, null)],
        RunningSessions = running,
    };

    public static Snapshot Snapshot(long seq) => new()
    {
        Seq = seq,
        StartUs = 1_000_000 + (seq * 100_000),
        EndUs = 1_100_000 + (seq * 100_000),
        MaxNrAccesses = 20,
        SamplingIntervalUs = 5_000,
        ResidentBytes = 8_192,
        SamplerCpuUs = seq * 1_000,
        Regions = [new(0x10000, 0x12000, 10, 3), new(0x12000, 0x16000, 5, 20), new(0x18000, 0x1a000, 0, 9)],
        Unknown = [0, 20, 0],
        Samples = [2, 0, 1],
        Touched = [1, null, 0.5],
        TouchedError = [0.16, null, 0.12],
        SinceUs = [900_000, 400_000, 100_000],
    };

    public static MappingSet Mappings => new() { AtUs = 1_000_000, Mappings = [new(0x10000, 0x16000, "rw-p", "[heap]", MappingKind.Heap), new(0x18000, 0x1a000, "r-xp", "/bin/a", MappingKind.File)] };

    public static IdleMessage Idle => new()
    {
        AtUs = 1_500_000,
        WatchedUs = 500_000,
        ResolutionUs = 100_000,
        Pieces = [new(0x10000, 0x16000, 1, 6, [.. Enumerable.Range(0, IdleScale.Counts).Select(static i => i < 6 ? 1 : 0)], 0)],
    };

    public static async Task<FuzzSampler> ConnectAsync(string socket)
    {
        var connection = UnixSocketHub.Build(socket);
        connection.On<ProcessQuery, ProcessResource[]>(nameof(ISamplerClient.ListProcesses), static _ => []);
        connection.On<GroupQuery, GroupResource[]>(nameof(ISamplerClient.ListGroups), static _ => []);
        connection.On<StartSession, StartAnswer>(nameof(ISamplerClient.StartSession), Started);
        connection.On<string, AttributesMessage, CommandAnswer>(nameof(ISamplerClient.UpdateAttributes), static (_, _) => new CommandAnswer(CommandCode.Ok));
        connection.On(nameof(ISamplerClient.MeasureCost), static () => new SamplerCost());
        connection.On<string, LensOrder, LensAnswer>(nameof(ISamplerClient.OpenLens), static (_, order) => new LensAnswer(Ok, new LensStatus(order.Target, order.Start, order.End, 1_000_000, 1_000)));
        connection.On<string, LensAnswer>(nameof(ISamplerClient.ShowLens), static _ => new LensAnswer(Ok, new LensStatus(0, 0x10000, 0x12000, 1_000_000, 1_000)));
        connection.On<string, LensAnswer>(nameof(ISamplerClient.CloseLens), static _ => new LensAnswer(Ok, null));
        connection.On<string, ulong, ulong, LensPages>(nameof(ISamplerClient.ReadLens), static (_, start, end) => new LensPages(Ok, start, end, 1_500_000, [0, 1, 255]));
        connection.On<string, LimitReadings>(nameof(ISamplerClient.ReadLimits), static _ => new LimitReadings(Ok, [new LimitReading(0, null, "/a", 2, 1 << 20, 4_096)]));
        connection.On<string, CommandAnswer>(nameof(ISamplerClient.StopSession), async session =>
        {
            await connection.InvokeAsync(nameof(ISamplerHub.PushStatus), new SessionStatus { SessionId = session, State = SessionState.Stopped, EndedBecause = "Stopped on request." });
            return new CommandAnswer(CommandCode.Ok);
        });
        await connection.StartAsync();
        await connection.InvokeAsync<SamplerWelcome>(nameof(ISamplerHub.Hello), Hello());
        return new FuzzSampler(connection);
    }

    /// <summary>Pushes what a session has.</summary>
    public async Task PushAsync(string session)
    {
        for (var seq = 0; seq < 8; seq++)
        {
            await _connection.InvokeAsync(nameof(ISamplerHub.PushSnapshot), session, Snapshot(seq));
        }

        await _connection.InvokeAsync(nameof(ISamplerHub.PushMappings), session, Mappings);
        await _connection.InvokeAsync(nameof(ISamplerHub.PushIdle), session, Idle);
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static StartAnswer Started(StartSession start) => new(
        new CommandAnswer(CommandCode.Ok),
        OperationsKind.PageTable,
        [.. start.Targets.Select(static (target, index) => new TargetResource { Index = index, Pid = target.Pid, StartTime = DateTimeOffset.UnixEpoch, Name = "target", CommandLine = "target --run" })]);
}
