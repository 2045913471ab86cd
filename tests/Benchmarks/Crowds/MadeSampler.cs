using Damon.Benchmarks.Storing;
using Damon.Contracts.Link;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Model.Monitoring;
using Damon.Model.Time;
using Damon.Sampler.Link;
using Microsoft.AspNetCore.SignalR.Client;

namespace Damon.Benchmarks.Crowds;

/// <summary>A sampler that samples nothing, and pushes snapshots as one does: the load is the server's alone.</summary>
internal sealed class MadeSampler : IAsyncDisposable
{
    /// <summary>Its id.</summary>
    public const string Id = "made-sampler";

    private const int Regions = 1_000;
    private const int Made = 300;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly HubConnection _connection;
    private readonly List<Snapshot> _made;
    private long _pushed;

    private MadeSampler(HubConnection connection)
    {
        _connection = connection;
        var day = new SyntheticDay(0, Regions, Regions);
        _made = [.. Enumerable.Range(0, Made).Select(seq => day.Next(seq))];
    }

    /// <summary>Snapshots that the server has taken.</summary>
    public long Pushed => Interlocked.Read(ref _pushed);

    /// <summary>Connects.</summary>
    /// <param name="socket">The server's socket for samplers.</param>
    public static async Task<MadeSampler> ConnectAsync(string socket)
    {
        var connection = UnixSocketHub.Build(socket);
        connection.On<StartSession, StartAnswer>(nameof(ISamplerClient.StartSession), static start => new StartAnswer(
            new CommandAnswer(CommandCode.Ok),
            OperationsKind.PageTable,
            [.. start.Targets.Select(static (target, index) => new TargetResource { Index = index, Pid = target.Pid, StartTime = DateTimeOffset.UnixEpoch, Name = "made", CommandLine = "made" })]));
        connection.On<string, CommandAnswer>(nameof(ISamplerClient.StopSession), static _ => new CommandAnswer(CommandCode.Ok));
        await connection.StartAsync();
        await connection.InvokeAsync<SamplerWelcome>(nameof(ISamplerHub.Hello), new SamplerHello
        {
            LinkVersion = ISamplerHub.LinkVersion,
            SamplerId = Id,
            Host = "made",
            Kernel = "6.18.0",
            Operations = [new(OperationsKind.PageTable, true, null)],
        });
        return new MadeSampler(connection);
    }

    /// <summary>Pushes ten snapshots a second of each session until told to end.</summary>
    public Task PushAsync(IReadOnlyList<string> sessions, CancellationToken end)
        => Task.WhenAll(sessions.Select((session, number) => PushAsync(session, number, end)));

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task PushAsync(string session, int number, CancellationToken end)
    {
        using var timer = new PeriodicTimer(Interval);
        for (var seq = 0; !end.IsCancellationRequested; seq++)
        {
            var one = _made[(seq + (number * 29)) % Made];
            var endUs = UnixTime.ToMicroseconds(DateTimeOffset.UtcNow);
            var shift = endUs - one.EndUs;
            await _connection.InvokeAsync(
                nameof(ISamplerHub.PushSnapshot), session, one with { Seq = seq, StartUs = one.StartUs + shift, EndUs = endUs, SinceUs = [.. one.SinceUs!.Select(us => us + shift)] }, CancellationToken.None);
            Interlocked.Increment(ref _pushed);
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
