using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Net.WebSockets;
using Damon.Contracts.Groups;
using Damon.Contracts.Link;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Model.Monitoring;
using Damon.Model.Sessions;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Damon.Server.Tests.Hosting;

/// <summary>A sampler without a kernel: a real connection through the real socket, answers as the test wants them.</summary>
internal sealed class FakeSampler : IAsyncDisposable
{
    private readonly string _id;
    private readonly ConcurrentDictionary<string, StartAnswer> _running = new();

    public FakeSampler(string socket, string id)
    {
        _id = id;
        OnStart = Choose;
        OnStop = async id =>
        {
            // Answered on the connection's thread, which belongs to no test.
            var status = new SessionStatus { SessionId = id, State = SessionState.Stopped, EndedBecause = "Stopped on request." };
            await Connection!.InvokeAsync(nameof(ISamplerHub.PushStatus), status);
            return new CommandAnswer(CommandCode.Ok);
        };
        Connection = Connect(socket);
        Connection.On<ProcessQuery, ProcessResource[]>(nameof(ISamplerClient.ListProcesses), query => OnList(query));
        Connection.On<GroupQuery, GroupResource[]>(nameof(ISamplerClient.ListGroups), query => OnListGroups(query));
        Connection.On<StartSession, StartAnswer>(nameof(ISamplerClient.StartSession), start =>
        {
            Started.Add(start);
            var answer = OnStart(start);
            if (answer.Answer.Code == CommandCode.Ok)
            {
                _running[start.SessionId] = answer;
            }

            return answer;
        });
        Connection.On<string, CommandAnswer>(nameof(ISamplerClient.StopSession), session =>
        {
            lock (Stopped)
            {
                Stopped.Add(session);
            }

            _running.TryRemove(session, out _);
            return OnStop(session);
        });
        Connection.On<string, AttributesMessage, CommandAnswer>(nameof(ISamplerClient.UpdateAttributes), (session, attributes) => OnUpdate(session, attributes));
        Connection.On(nameof(ISamplerClient.MeasureCost), () => OnMeasure());
    }

    public HubConnection Connection { get; }

    public SamplerWelcome? Welcome { get; private set; }

    public OperationsResource[] Operations { get; set; } =
    [
        new(OperationsKind.KernelDamon, false, "The kernel has no DAMON."),
        new(OperationsKind.PageTable, true, null),
    ];

    public List<StartSession> Started { get; } = [];

    public List<string> Stopped { get; } = [];

    public Func<ProcessQuery, Task<ProcessResource[]>> OnList { get; set; } = _ => Task.FromResult<ProcessResource[]>([]);

    public Func<GroupQuery, Task<GroupResource[]>> OnListGroups { get; set; } = _ => Task.FromResult<GroupResource[]>([]);

    public Func<StartSession, StartAnswer> OnStart { get; set; }

    public Func<string, Task<CommandAnswer>> OnStop { get; set; }

    public Func<string, AttributesMessage, CommandAnswer> OnUpdate { get; set; } = (_, _) => new CommandAnswer(CommandCode.Ok);

    public Func<Task<SamplerCost>> OnMeasure { get; set; } = () => Task.FromResult(new SamplerCost());

    /// <summary>Told in the hello.</summary>
    public SamplerCost? Cost { get; set; }

    public static Snapshot Snapshot(long seq, int target = 0, params RegionSample[] regions) => new()
    {
        Target = target,
        Seq = seq,
        StartUs = 1_000_000 + (seq * 100_000),
        EndUs = 1_100_000 + (seq * 100_000),
        MaxNrAccesses = 20,
        Regions = regions.Length > 0 ? regions : [new RegionSample(0x1000, 0x3000, 10, 1), new RegionSample(0x3000, 0x5000, 0, 7)],
        SamplingIntervalUs = 5_000,
        ResidentBytes = 8_192,
        SamplerCpuUs = seq * 1_000,
    };

    /// <summary>Four regions of two, four, two and two pages: all touched, carried over at a quarter of the samples, unknown, idle; 0x3000 bytes touched, give or take 1638.</summary>
    public static Snapshot Estimated(long seq, int target = 0) => Snapshot(
        seq,
        target,
        new RegionSample(0x10000, 0x12000, 10, 3),
        new RegionSample(0x12000, 0x16000, 5, 20),
        new RegionSample(0x16000, 0x18000, 0, 6),
        new RegionSample(0x18000, 0x1a000, 0, 9)) with
    {
        Unknown = [0, 0, 20, 0],
        Samples = [2, 0, 2, 1],
        Touched = [1, null, null, 0],
        TouchedError = [0.16, null, null, 0.12],
        SinceUs = [900_000, 400_000, 700_000, 100_000 + seq],
    };

    public async Task ConnectAsync(params string[] running)
    {
        await Connection.StartAsync(TestContext.Current.CancellationToken);
        Welcome = await HelloAsync(ISamplerHub.LinkVersion, running);
    }

    public Task<SamplerWelcome> HelloAsync(int version, params string[] running)
        => Connection.InvokeAsync<SamplerWelcome>(
            nameof(ISamplerHub.Hello),
            new SamplerHello { LinkVersion = version, SamplerId = _id, Host = "host", Kernel = "6.18.0", Operations = Operations, RunningSessions = running, Cost = Cost },
            TestContext.Current.CancellationToken);

    public Task PushAsync(string session, Snapshot snapshot)
        => Connection.InvokeAsync(nameof(ISamplerHub.PushSnapshot), session, snapshot, TestContext.Current.CancellationToken);

    public async Task PushAsync(string session, IEnumerable<long> seqs)
    {
        foreach (var seq in seqs)
        {
            await PushAsync(session, Snapshot(seq));
        }
    }

    public Task PushAsync(string session, MappingSet mappings)
        => Connection.InvokeAsync(nameof(ISamplerHub.PushMappings), session, mappings, TestContext.Current.CancellationToken);

    public Task PushAsync(string session, IdleMessage idle)
        => Connection.InvokeAsync(nameof(ISamplerHub.PushIdle), session, idle, TestContext.Current.CancellationToken);

    public async Task PushAllAsync(string session, params IEnumerable<IdleMessage> told)
    {
        foreach (var one in told)
        {
            await PushAsync(session, one);
        }
    }

    public Task PushStatusAsync(SessionStatus status)
        => Connection.InvokeAsync(nameof(ISamplerHub.PushStatus), status, TestContext.Current.CancellationToken);

    public Task PushCostAsync(SamplerCost cost)
        => Connection.InvokeAsync(nameof(ISamplerHub.PushCost), cost, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => Connection.DisposeAsync();

    /// <summary>As a real sampler: the first kind that works, and no process twice with the same operations.</summary>
    private StartAnswer Choose(StartSession start)
    {
        var kinds = Operations.Where(kind => start.Operations == OperationsKind.Auto || kind.Kind == start.Operations).ToArray();
        if (start.Operations is not (OperationsKind.Auto or OperationsKind.PageTable))
        {
            return Refuse(CommandCode.NotImplemented, "This version of Damon does not have these operations yet.", "operations");
        }

        if (kinds.FirstOrDefault(kind => kind.Available) is not { Kind: var chosen })
        {
            return Refuse(CommandCode.Unavailable, string.Join(' ', kinds.Select(kind => kind.Reason)), "operations");
        }

        foreach (var (i, target) in start.Targets.Index())
        {
            if (_running.FirstOrDefault(other => other.Value.Operations == chosen && other.Value.Targets.Any(running => running.Pid == target.Pid)) is { Key: { } id })
            {
                return Refuse(CommandCode.Busy, $"Session {id} samples process {target.Pid} with the same operations; stop it first.", $"targets[{i}].pid");
            }
        }

        return new StartAnswer(
            new CommandAnswer(CommandCode.Ok),
            chosen,
            [.. Processes(start).Select((target, index) => target with { Index = index, StartTime = DateTimeOffset.UnixEpoch, Name = "target", CommandLine = "target --run" })],
            [.. Groups(start).Select(group => new SessionGroupResource { Kind = group.Kind!.Value, Name = group.Group!, Processes = 2 })]);
    }

    /// <summary>Those that are named, then two of each group.</summary>
    private static IEnumerable<TargetResource> Processes(StartSession start)
        => start.Targets.Where(target => target.Kind is null).Select(target => new TargetResource { Pid = target.Pid })
            .Concat(Groups(start).SelectMany((_, group) => new[] { 1, 2 }.Select(number => new TargetResource { Pid = (1_000 * (group + 1)) + number, Group = group })));

    private static IEnumerable<StartTarget> Groups(StartSession start) => start.Targets.Where(target => target.Kind is not null);

    private static StartAnswer Refuse(CommandCode code, string message, string field) => new(new CommandAnswer(code, message, field), OperationsKind.Auto, []);

    private static HubConnection Connect(string socket)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellation) =>
            {
                var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancellation);
                return new NetworkStream(connection, ownsSocket: true);
            },
        };
        return new HubConnectionBuilder()
            .WithUrl("http://localhost/hubs/sampler", options =>
            {
                options.Transports = HttpTransportType.WebSockets;
                options.SkipNegotiation = true;
                options.HttpMessageHandlerFactory = _ => handler;
                options.WebSocketFactory = async (context, cancellation) =>
                {
                    var webSocket = new ClientWebSocket();
                    await webSocket.ConnectAsync(context.Uri, new HttpMessageInvoker(handler, disposeHandler: false), cancellation);
                    return webSocket;
                };
            })
            .AddMessagePackProtocol()
            .Build();
    }
}
