using System.Net.Http.Json;
using System.Text.Json;
using Damon.Contracts;
using Damon.Contracts.Json;
using Damon.Contracts.Link;
using Damon.Contracts.Rest;
using Damon.Model.Monitoring;
using Damon.Model.Sessions;
using Damon.Server.Tests.Hosting;

namespace Damon.Server.Tests.Sessions;

public sealed class StartTests(SharedServer shared) : IClassFixture<SharedServer>, IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Start_ValidRequest_AnswersTheRunningSession()
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await server.ConnectSamplerAsync();

        using var response = await server.PostAsync("sessions", new { name = " mine ", followChildren = true, targets = new[] { new { pid = 42 } }, attributes = new { minRegions = 50 } });

        Assert.Equal(201, (int)response.StatusCode);
        var session = (await response.Content.ReadFromJsonAsync<SessionResource>(ContractJson.Options, TestContext.Current.CancellationToken))!;
        Assert.Equal($"/api/v1/sessions/{session.Id}", response.Headers.Location?.OriginalString);
        Assert.Equal("mine", session.Name);
        Assert.Equal(SessionState.Running, session.State);
        Assert.Equal(OperationsKind.PageTable, session.Operations);
        Assert.Equal("sampler-1", session.Sampler);
        Assert.Equal((50, 1_000), (session.Attributes.MinRegions, session.Attributes.MaxRegions));
        var target = Assert.Single(session.Targets);
        Assert.Equal((0, 42, "target"), (target.Index, target.Pid, target.Name));
        var order = Assert.Single(sampler.Started);
        Assert.Equal((session.Id, OperationsKind.Auto, true, 50), (order.SessionId, order.Operations, order.FollowChildren, order.Attributes.MinRegions));
        Assert.Equal(session.Id, Assert.Single(await server.GetAsync<SessionResource[]>("sessions")).Id);
    }

    [Theory]
    [InlineData("""{"targets":[{"pid":1}],"attributes":{"minRegions":2}}""", "attributes.minRegions")]
    [InlineData("""{"targets":[{"pid":1}],"attributes":{"minRegions":20,"maxRegions":10}}""", "attributes.maxRegions")]
    [InlineData("""{"targets":[{"pid":1}],"attributes":{"samplingIntervalUs":5000,"aggregationIntervalUs":4000}}""", "attributes.aggregationIntervalUs")]
    [InlineData("""{"targets":[{"pid":1}],"attributes":{"intervalsGoal":{"accessBp":0}}}""", "attributes.intervalsGoal.accessBp")]
    [InlineData("""{"targets":[]}""", "targets")]
    [InlineData("""{}""", "targets")]
    [InlineData("""{"targets":[{}]}""", "targets[0].pid")]
    [InlineData("""{"targets":[{"pid":1},null]}""", "targets[1].pid")]
    [InlineData("""{"targets":[{"pid":0}]}""", "targets[0].pid")]
    [InlineData("""{"targets":[{"pid":1},{"pid":2},{"pid":1}]}""", "targets[2].pid")]
    [InlineData("""{"targets":[{"pid":1,"command":"redis*"}]}""", "targets[0]")]
    [InlineData("""{"targets":[{"unit":"a.service"},{"unit":"a.service","cgroup":"/a"}]}""", "targets[1]")]
    [InlineData("""{"targets":[{"startTime":"2026-01-02T03:04:05Z"}]}""", "targets[0].pid")]
    [InlineData("""{"targets":[{"command":"redis*","startTime":"2026-01-02T03:04:05Z"}]}""", "targets[0].startTime")]
    [InlineData("""{"targets":[{"cgroup":""},{"unit":" "},{"container":""},{"command":""}]}""", "targets[0].cgroup", "targets[1].unit", "targets[2].container", "targets[3].command")]
    [InlineData("""{"targets":[{"cgroup":"system.slice"},{"cgroup":"/a/../b"}]}""", "targets[0].cgroup", "targets[1].cgroup")]
    [InlineData("""{"targets":[{"unit":"a/b"},{"container":"a/b"}]}""", "targets[0].unit", "targets[1].container")]
    [InlineData("""{"targets":[{"command":"a*"},{"unit":"a*"},{"command":"a*"}]}""", "targets[2].command")]
    [InlineData("""{"targets":[{"command":5}]}""", "targets[0].command")]
    [InlineData("""{"targets":[{"pid":1}],"operations":"guess"}""", "operations")]
    [InlineData("""{"targets":[],"operations":"guess","attributes":{"minRegions":2}}""", "operations", "targets", "attributes.minRegions")]
    [InlineData("""{"targets":[{"pid":"one"}]}""", "targets[0].pid")]
    [InlineData("""{"targets":[{"pid":1}],"attributes":{"minRegions":"ten"}}""", "attributes.minRegions")]
    [InlineData("""{"targets":""", "targets")]
    [InlineData("""nonsense""", "$")]
    public async Task Start_WrongField_AnswersBadRequestNamingIt(string body, params string[] fields)
    {
        var server = shared.Server;
        var sampler = shared.Sampler;

        using var response = await server.PostAsync("sessions", body);

        await ProblemAssert.IsProblemAsync(response, 400, fields);
        Assert.Empty(sampler.Started);
    }

    [Fact]
    public async Task Start_MoreThan32Targets_AnswersBadRequest()
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await server.ConnectSamplerAsync();

        using var tooMany = await server.PostAsync("sessions", new { targets = Enumerable.Range(1, 33).Select(pid => new { pid }) });
        using var most = await server.PostAsync("sessions", new { targets = Enumerable.Range(1, 32).Select(pid => new { pid }) });

        await ProblemAssert.IsProblemAsync(tooMany, 400, "targets");
        Assert.Equal(201, (int)most.StatusCode);
    }

    [Theory]
    [InlineData("kernelDamon")]
    [InlineData("pageIdle")]
    [InlineData("referenced")]
    public async Task Start_OperationsNotBuilt_AnswersNotImplemented(string operations)
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await server.ConnectSamplerAsync();

        using var response = await server.PostAsync("sessions", new { operations, targets = new[] { new { pid = 1 } } });

        await ProblemAssert.IsProblemAsync(response, 501, "operations");
        Assert.Equal(operations, JsonNamingPolicy.CamelCase.ConvertName(Assert.Single(sampler.Started).Operations.ToString()));
        Assert.Empty(await server.GetAsync<SessionResource[]>("sessions"));
    }

    [Fact]
    public async Task Start_UntilTheSamplerHasAnswered_OperationsAreAuto()
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await server.ConnectSamplerAsync();
        var choose = sampler.OnStart;
        SessionResource? starting = null;
        sampler.OnStart = start =>
        {
            starting = server.GetAsync<SessionResource>($"sessions/{start.SessionId}").GetAwaiter().GetResult();
            return choose(start);
        };

        var session = await server.StartSessionAsync();

        Assert.Equal((SessionState.Starting, OperationsKind.Auto), (starting!.State, starting.Operations));
        Assert.Equal((SessionState.Running, OperationsKind.PageTable), (session.State, session.Operations));
    }

    [Theory]
    [InlineData("auto")]
    [InlineData("pageTable")]
    public async Task Start_OperationsUnavailable_AnswersUnprocessableWithTheReason(string operations)
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = new FakeSampler(server.Socket, "s") { Operations = [new(OperationsKind.PageTable, false, "There is no BTF.")] };
        await sampler.ConnectAsync();

        using var response = await server.PostAsync("sessions", new { operations, targets = new[] { new { pid = 1 } } });

        await ProblemAssert.IsProblemAsync(response, 422, "operations");
        Assert.Contains("There is no BTF.", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_NoSampler_AnswersServiceUnavailable()
    {
        await using var server = await TestServer.StartAsync(_directory);

        using var response = await server.PostAsync("sessions", new { targets = new[] { new { pid = 1 } } });

        await ProblemAssert.IsProblemAsync(response, 503);
    }

    [Fact]
    public async Task Start_UnknownSampler_AnswersNotFoundNamingIt()
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await server.ConnectSamplerAsync();

        using var response = await server.PostAsync("sessions", new { sampler = "other", targets = new[] { new { pid = 1 } } });

        await ProblemAssert.IsProblemAsync(response, 404, "sampler");
    }

    [Theory]
    [InlineData(CommandCode.NoSuchProcess, 404)]
    [InlineData(CommandCode.Forbidden, 403)]
    [InlineData(CommandCode.Busy, 409)]
    [InlineData(CommandCode.InvalidArgument, 400)]
    [InlineData(CommandCode.Unavailable, 422)]
    [InlineData(CommandCode.NotImplemented, 501)]
    public async Task Start_SamplerRefuses_AnswersItsReasonAndKeepsNothing(CommandCode code, int status)
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await server.ConnectSamplerAsync();
        sampler.OnStart = _ => new StartAnswer(new CommandAnswer(code, "This is why.", "targets[0].pid"), OperationsKind.Auto, []);

        using var response = await server.PostAsync("sessions", new { targets = new[] { new { pid = 7 } } });

        await ProblemAssert.IsProblemAsync(response, status, "targets[0].pid");
        Assert.Contains("This is why.", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Empty(await server.GetAsync<SessionResource[]>("sessions"));
    }

    [Fact]
    public async Task Start_SamplerSilent_AnswersServiceUnavailableAndTellsItToEnd()
    {
        await using var server = await TestServer.StartAsync(_directory, null, "--Damon:Link:AnswerSeconds=1");
        await using var sampler = await server.ConnectSamplerAsync();
        using var silence = new ManualResetEventSlim();
        sampler.OnStart = start =>
        {
            silence.Wait(TestContext.Current.CancellationToken);
            return new StartAnswer(new CommandAnswer(CommandCode.Ok), OperationsKind.PageTable, []);
        };

        using var response = await server.PostAsync("sessions", new { targets = new[] { new { pid = 7 } } });
        silence.Set();

        await ProblemAssert.IsProblemAsync(response, 503);
        Assert.Empty(await server.GetAsync<SessionResource[]>("sessions"));
    }

    [Theory]
    [InlineData("auto", "auto")]
    [InlineData("auto", "pageTable")]
    [InlineData("pageTable", "auto")]
    public async Task Start_SameTargetAndOperationsTwice_AnswersConflict(string first, string second)
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await server.ConnectSamplerAsync();
        using var one = await server.PostAsync("sessions", new { operations = first, targets = new[] { new { pid = 5 } } });

        using var two = await server.PostAsync("sessions", new { operations = second, targets = new[] { new { pid = 6 }, new { pid = 5 } } });
        using var other = await server.PostAsync("sessions", new { operations = second, targets = new[] { new { pid = 6 } } });

        Assert.Equal(201, (int)one.StatusCode);
        var running = (await one.Content.ReadFromJsonAsync<SessionResource>(ContractJson.Options, TestContext.Current.CancellationToken))!;
        await ProblemAssert.IsProblemAsync(two, 409, "targets[1].pid");
        Assert.Contains($"Session {running.Id} (target (5)) samples process 5", await two.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(201, (int)other.StatusCode);
    }

    [Fact]
    public async Task Start_SameTargetAfterTheFirstHasStopped_IsAccepted()
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await server.ConnectSamplerAsync();
        var first = await server.StartSessionAsync(pid: 5);
        using var stopped = await server.PostAsync($"sessions/{first.Id}/stop");

        var second = await server.StartSessionAsync(pid: 5);

        Assert.NotEqual(first.Id, second.Id);
    }

    [Fact]
    public async Task Start_OverTheRateLimit_AnswersTooManyRequests()
    {
        await using var server = await TestServer.StartAsync(_directory, null, "--Damon:StartsPerMinute=1");
        using var first = await server.PostAsync("sessions", "{}");

        using var second = await server.PostAsync("sessions", "{}");

        await ProblemAssert.IsProblemAsync(first, 400, "targets");
        await ProblemAssert.IsProblemAsync(second, 429);
        Assert.NotNull(second.Headers.RetryAfter);
    }
}
