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
    {
        SamplerMessages.Check(hello);
        return Task.FromResult(life.Welcome(Context.ConnectionId, hello, context.Clients.Client(Context.ConnectionId)));
    }

    public Task PushSnapshot(string sessionId, Snapshot snapshot) => PushSnapshots([new SnapshotPush(sessionId, snapshot)]);

    public Task PushSnapshots(SnapshotPush[] pushes)
    {
        SamplerMessages.Check(pushes);
        return intake.TakeAsync(Sampler(), pushes);
    }

    public Task PushMappings(string sessionId, MappingSet mappings)
    {
        SamplerMessages.Check(sessionId, mappings);
        return intake.TakeAsync(Sampler(), sessionId, mappings);
    }

    public Task PushIdle(string sessionId, IdleMessage idle)
    {
        SamplerMessages.Check(sessionId, idle);
        return intake.TakeAsync(Sampler(), sessionId, idle);
    }

    public Task PushStatus(SessionStatus status)
    {
        SamplerMessages.Check(status);
        return intake.TakeAsync(Sampler(), status);
    }

    public Task PushCost(SamplerCost cost)
    {
        SamplerMessages.Check(cost);
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
