using System.Net.Http.Json;
using System.Text.Json;
using Damon.Contracts;
using Damon.Contracts.Link;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Server.Tests.Hosting;

namespace Damon.Server.Tests.Processes;

public sealed class SamplerCostTests : IDisposable
{
    private static readonly SamplerCost Cost = new()
    {
        AdviceUs = 40,
        AdviceUsPerPageInRuns = 1.5,
        FlushUs = 25,
        ReaccessUs = 4,
        WakeUs = 12,
        Runs = [new RunCost(1, 40), new RunCost(64, 1.5)],
        MeasuredAt = DateTimeOffset.UnixEpoch,
    };

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Samplers_CostToldAfterTheHello_IsShown()
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await server.ConnectSamplerAsync("box-1");
        Assert.Null((await server.GetAsync<SamplerResource[]>("samplers"))[0].Cost);

        await sampler.PushCostAsync(Cost);

        var cost = (await server.GetAsync<JsonElement>("samplers"))[0].GetProperty("cost");
        Assert.Equal(
            """{"adviceUs":40,"adviceUsPerPageInRuns":1.5,"flushUs":25,"reaccessUs":4,"wakeUs":12,"runs":[{"pages":1,"usPerPage":40},{"pages":64,"usPerPage":1.5}],"measuredAt":"1970-01-01T00:00:00.000000Z","remark":null,"sweepUsPerPage":0}""",
            cost.GetRawText());
    }

    [Fact]
    public async Task Samplers_CostInTheHello_IsShown()
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await server.ConnectSamplerAsync("box-1");
        sampler.Cost = Cost;

        await sampler.HelloAsync(ISamplerHub.LinkVersion);

        Assert.Equal(25, (await server.GetAsync<SamplerResource[]>("samplers"))[0].Cost?.FlushUs);
    }

    [Fact]
    public async Task Measure_AsksTheSampler_AndAnswersItWithTheNewCosts()
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await server.ConnectSamplerAsync("box-1");
        await sampler.PushCostAsync(Cost);
        sampler.OnMeasure = () => Task.FromResult(Cost with { FlushUs = 9, Remark = "Why." });

        using var response = await server.PostAsync("samplers/box-1/cost");
        var answer = (await response.Content.ReadFromJsonAsync<SamplerResource>(ContractJson.Options, TestContext.Current.CancellationToken))!;

        Assert.Equal(("box-1", 9, "Why."), (answer.Id, answer.Cost!.FlushUs, answer.Cost.Remark));
        Assert.Equal(9, (await server.GetAsync<SamplerResource[]>("samplers"))[0].Cost?.FlushUs);
    }

    [Fact]
    public async Task Measure_UnknownSampler_AnswersNotFound()
    {
        await using var server = await TestServer.StartAsync(_directory);

        using var response = await server.Api.PostAsync("samplers/other/cost", null, TestContext.Current.CancellationToken);

        await ProblemAssert.IsProblemAsync(response, 404);
    }

    [Fact]
    public async Task Measure_SamplerFails_AnswersServiceUnavailable()
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await server.ConnectSamplerAsync("box-1");
        sampler.OnMeasure = static () => throw new InvalidOperationException("broken");

        using var response = await server.Api.PostAsync("samplers/box-1/cost", null, TestContext.Current.CancellationToken);

        await ProblemAssert.IsProblemAsync(response, 503);
    }
}
