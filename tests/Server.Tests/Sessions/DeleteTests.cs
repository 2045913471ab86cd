using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Model.Monitoring;
using Damon.Model.Sessions;
using Damon.Server.History.Sqlite;
using Damon.Server.Tests.Hosting;
using Damon.Server.Tests.Idle;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Damon.Server.Tests.Sessions;

public sealed class DeleteTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Delete_Running_AnswersConflict()
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await server.ConnectSamplerAsync();
        var session = await server.StartSessionAsync();

        using var response = await server.Api.DeleteAsync($"sessions/{session.Id}", TestContext.Current.CancellationToken);

        await ProblemAssert.IsProblemAsync(response, 409);
        Assert.Equal(SessionState.Running, (await server.GetAsync<SessionResource>($"sessions/{session.Id}")).State);
    }

    [Fact]
    public async Task Delete_Stopped_RemovesEveryRowOfItAndNoOther()
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await server.ConnectSamplerAsync();
        var (gone, kept) = (await server.StartSessionAsync(1), await server.StartSessionAsync(2));
        foreach (var id in new[] { gone.Id, kept.Id })
        {
            await sampler.PushAsync(id, [0, 1, 2]);
            await sampler.PushAsync(id, new MappingSet { AtUs = 1, Mappings = [new Mapping(0x1000, 0x5000, "rw-p", "[heap]", MappingKind.Heap)] });
            await sampler.PushAsync(id, IdleSamples.Message(1, 0, IdleSamples.Piece(0x1000, 0x5000, (0, 4))));
            using var stop = await server.PostAsync($"sessions/{id}/stop");
        }

        using var response = await server.Api.DeleteAsync($"sessions/{gone.Id}", TestContext.Current.CancellationToken);
        using var again = await server.Api.DeleteAsync($"sessions/{gone.Id}", TestContext.Current.CancellationToken);

        Assert.Equal(204, (int)response.StatusCode);
        await ProblemAssert.IsProblemAsync(again, 404, "id");
        Assert.Equal(kept.Id, Assert.Single(await server.GetAsync<SessionResource[]>("sessions")).Id);
        using var connection = server.Services.GetRequiredService<SqliteDatabase>().OpenReader();
        Assert.Equal(
            (1, 1, 3, 1, 1),
            connection.QuerySingle<(int, int, int, int, int)>("SELECT (SELECT count(*) FROM sessions), (SELECT count(*) FROM targets), (SELECT count(*) FROM snapshots) + (SELECT sum(last_seq - first_seq + 1) FROM chunks), (SELECT count(*) FROM mappings), (SELECT count(*) FROM idle)"));
    }

    [Fact]
    public async Task Push_OfADeletedSession_IsTakenAndTheSamplerToldToEndIt()
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await server.ConnectSamplerAsync();
        var session = await server.StartSessionAsync();
        using var stop = await server.PostAsync($"sessions/{session.Id}/stop");
        using var deletion = await server.Api.DeleteAsync($"sessions/{session.Id}", TestContext.Current.CancellationToken);
        sampler.Stopped.Clear();

        await sampler.PushAsync(session.Id, [0, 1]);

        while (sampler.Stopped.Count == 0)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.Equal(session.Id, Assert.Single(sampler.Stopped));
    }
}
