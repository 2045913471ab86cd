using Damon.Contracts.Link;
using Damon.Contracts.Monitoring;
using Damon.Server.Sessions;
using Microsoft.AspNetCore.SignalR;

namespace Damon.Server.Snapshots;

/// <summary>Where samplers connect, over the Unix socket only.</summary>
internal sealed class SamplerHub(IHubContext<SamplerHub, ISamplerClient> context, SamplerDirectory samplers, SamplerLife life, SessionIntake intake)
    : Hub<ISamplerClient>, ISamplerHub
{
    public Task<SamplerWelcome> Hello(SamplerHello hello)
        => Task.FromResult(life.Welcome(Context.ConnectionId, hello, context.Clients.Client(Context.ConnectionId)));

    public Task PushSnapshot(string sessionId, Snapshot snapshot) => intake.TakeAsync(Sampler(), [new SnapshotPush(sessionId, snapshot)]);

    public Task PushSnapshots(SnapshotPush[] pushes) => intake.TakeAsync(Sampler(), pushes);

    public Task PushMappings(string sessionId, MappingSet mappings) => intake.TakeAsync(Sampler(), sessionId, mappings);

    public Task PushIdle(string sessionId, IdleMessage idle) => intake.TakeAsync(Sampler(), sessionId, idle);

    public Task PushStatus(SessionStatus status) => intake.TakeAsync(Sampler(), status);

    public Task PushCost(SamplerCost cost)
    {
        samplers.SetCost(Sampler().ConnectionId, cost);
        return Task.CompletedTask;
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        life.Lost(Context.ConnectionId);
        return Task.CompletedTask;
    }

    private SamplerConnection Sampler() => samplers.OfConnection(Context.ConnectionId)
        ?? throw new HubException("The first call of a connection must be Hello, and the server must have accepted it.");
}
