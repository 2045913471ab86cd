using System.Net.Http.Json;
using Damon.Contracts;
using Damon.Contracts.Json;
using Damon.Contracts.Link;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Model.Monitoring;
using Damon.Server.Tests.Hosting;

namespace Damon.Server.Tests.Sessions;

public sealed class AttributesTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Patch_ValidValues_ChangesThoseAndKeepsTheOthers()
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await server.ConnectSamplerAsync();
        var session = await server.StartSessionAsync();
        AttributesMessage? sent = null;
        sampler.OnUpdate = (_, attributes) =>
        {
            sent = attributes;
            return new CommandAnswer(CommandCode.Ok);
        };

        using var response = await PatchAsync(server, session.Id, new { maxRegions = 200 });

        Assert.Equal(200, (int)response.StatusCode);
        var changed = (await response.Content.ReadFromJsonAsync<SessionResource>(ContractJson.Options, TestContext.Current.CancellationToken))!;
        Assert.Equal(new AttributesMessage { MaxRegions = 200 }, changed.Attributes);
        Assert.Equal(changed.Attributes, sent);
    }

    [Fact]
    public async Task Patch_WrongValue_AnswersBadRequestAndChangesNothing()
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await server.ConnectSamplerAsync();
        var session = await server.StartSessionAsync();
        sampler.OnUpdate = (_, _) => throw new InvalidOperationException("The sampler must not be asked.");

        using var response = await PatchAsync(server, session.Id, new { minRegions = 2 });

        await ProblemAssert.IsProblemAsync(response, 400, "minRegions");
        Assert.Equal(new AttributesMessage(), (await server.GetAsync<SessionResource>($"sessions/{session.Id}")).Attributes);
    }

    [Fact]
    public async Task Patch_SamplerRefuses_AnswersItsReasonAndChangesNothing()
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await server.ConnectSamplerAsync();
        var session = await server.StartSessionAsync();
        sampler.OnUpdate = (_, _) => new CommandAnswer(CommandCode.InvalidArgument, "Too many.", "maxRegions");

        using var response = await PatchAsync(server, session.Id, new { maxRegions = 200 });

        await ProblemAssert.IsProblemAsync(response, 400, "maxRegions");
        Assert.Equal(new AttributesMessage(), (await server.GetAsync<SessionResource>($"sessions/{session.Id}")).Attributes);
    }

    [Fact]
    public async Task Patch_Budget_ChangesWhatIsGivenOfIt()
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await server.ConnectSamplerAsync();
        var session = await server.StartSessionAsync();

        using var response = await PatchAsync(server, session.Id, new { budget = new { samplerPercent = 2.5 } });

        Assert.Equal(200, (int)response.StatusCode);
        var changed = (await response.Content.ReadFromJsonAsync<SessionResource>(ContractJson.Options, TestContext.Current.CancellationToken))!;
        Assert.Equal(new AttributesMessage { Budget = new BudgetMessage(2.5, 1) }, changed.Attributes);
    }

    [Theory]
    [InlineData(-1, 1, "budget.samplerPercent")]
    [InlineData(1, 100.5, "budget.targetPercent")]
    public async Task Patch_ABudgetOutOfBounds_IsRefusedByName(double samplerPercent, double targetPercent, string field)
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await server.ConnectSamplerAsync();
        var session = await server.StartSessionAsync();

        using var response = await PatchAsync(server, session.Id, new { budget = new { samplerPercent, targetPercent } });

        await ProblemAssert.IsProblemAsync(response, 400, field);
    }

    [Fact]
    public async Task Patch_AnotherPlan_AnswersWhatTheSamplerSaysByTheFieldsName()
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await server.ConnectSamplerAsync();
        var session = await server.StartSessionAsync();
        sampler.OnUpdate = (_, attributes) => attributes.Plan == SamplingPlan.Kernel
            ? new CommandAnswer(CommandCode.InvalidArgument, "The plan can't be changed.", "plan")
            : new CommandAnswer(CommandCode.Ok);

        using var response = await PatchAsync(server, session.Id, new { plan = "kernel" });

        await ProblemAssert.IsProblemAsync(response, 400, "plan");
        Assert.Equal(SamplingPlan.Adaptive, (await server.GetAsync<SessionResource>($"sessions/{session.Id}")).Attributes.Plan);
    }

    [Fact]
    public async Task Patch_Stopped_AnswersConflict()
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await server.ConnectSamplerAsync();
        var session = await server.StartSessionAsync();
        using var stop = await server.PostAsync($"sessions/{session.Id}/stop");

        using var response = await PatchAsync(server, session.Id, new { maxRegions = 200 });

        await ProblemAssert.IsProblemAsync(response, 409);
    }

    private static Task<HttpResponseMessage> PatchAsync(TestServer server, string id, object body)
        => server.Api.PatchAsync($"sessions/{id}/attributes", JsonContent.Create(body), TestContext.Current.CancellationToken);
}
