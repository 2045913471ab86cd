using Damon.Contracts.Link;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Model.Monitoring;
using Damon.Model.Sessions;
using Damon.Server.Tests.Hosting;
using Microsoft.AspNetCore.SignalR;

namespace Damon.Server.Tests.Snapshots;

public sealed class SamplerMessagesTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Push_WhatCannotBeStored_IsRefusedAndRecordingGoesOn()
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await server.ConnectSamplerAsync();
        var session = await server.StartSessionAsync();
        var status = new SessionStatus { SessionId = session.Id, State = SessionState.Running, Targets = [new TargetResource { Pid = 100, Name = "target" }] };
        Func<Task>[] pushes =
        [
            () => sampler.PushStatusAsync(status with { Targets = [.. status.Targets, .. status.Targets] }),
            () => sampler.PushStatusAsync(status with { Targets = [new TargetResource { Name = null! }] }),
            () => sampler.PushStatusAsync(status with { State = (SessionState)77 }),
            () => sampler.PushStatusAsync(status with { SamplerCpuSeconds = double.NaN }),
            () => sampler.PushStatusAsync(status with { Cost = new SessionCost { SamplerPercent = double.PositiveInfinity } }),
            () => sampler.PushCostAsync(new SamplerCost { WakeUs = double.NaN }),
            () => sampler.PushAsync(session.Id, FakeSampler.Snapshot(0) with { Regions = null! }),
            () => sampler.PushAsync(session.Id, FakeSampler.Snapshot(0, target: -1)),
            () => sampler.PushAsync(session.Id, new MappingSet { Mappings = [null!] }),
            () => sampler.PushAsync(session.Id, new MappingSet { Mappings = [new Mapping(0x1000, 0x2000, "rw-p", "", (MappingKind)77)] }),
            () => sampler.PushAsync(session.Id, new IdleMessage { Pieces = [new IdlePiece(0x1000, 0x2000, 1, 1, null!, 0)] }),
        ];

        foreach (var push in pushes)
        {
            Assert.EndsWith("sampler and server must be of one release.", (await Assert.ThrowsAsync<HubException>(push)).Message, StringComparison.Ordinal);
        }

        await sampler.PushAsync(session.Id, FakeSampler.Snapshot(0) with { EndUs = -1 });
        await sampler.PushStatusAsync(status);
        await sampler.PushAsync(session.Id, [1]);
        var stored = await server.WaitForAsync(session.Id, static now => now.SnapshotCount == 1);

        Assert.Equal((1L, SessionState.Running), (stored.LostSnapshots, stored.State));
        Assert.Contains("\"ok\"", await server.Browser.GetStringAsync(new Uri("/health", UriKind.Relative), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
