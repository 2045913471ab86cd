using Damon.Contracts.Link;
using Damon.Contracts.Monitoring;
using Microsoft.AspNetCore.SignalR;

namespace Damon.Sampler.Tests.Link;

/// <summary>Notes what it is told.</summary>
internal sealed class SamplerHub(Journal journal) : Hub<ISamplerClient>, ISamplerHub
{
    public async Task<SamplerWelcome> Hello(SamplerHello hello)
    {
        journal.ConnectionId = Context.ConnectionId;
        await journal.Note(hello);
        return journal.Welcome;
    }

    public Task PushSnapshot(string sessionId, Snapshot snapshot) => journal.Note(snapshot);

    public Task PushSnapshots(SnapshotPush[] pushes)
    {
        journal.Together.Enqueue(pushes.Length);
        return journal.Note([.. pushes.Select(push => push.Snapshot)]);
    }

    public Task PushMappings(string sessionId, MappingSet mappings) => journal.Note(mappings);

    public Task PushIdle(string sessionId, IdleMessage idle) => journal.Note(idle);

    public Task PushStatus(SessionStatus status) => journal.Note(status);

    public Task PushCost(SamplerCost cost) => journal.Note(cost);
}
