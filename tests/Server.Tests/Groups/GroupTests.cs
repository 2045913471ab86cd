using System.Net.Http.Json;
using System.Text.Json;
using Damon.Contracts;
using Damon.Contracts.Groups;
using Damon.Contracts.Link;
using Damon.Contracts.Rest;
using Damon.Model.Groups;
using Damon.Model.Monitoring;
using Damon.Model.Sessions;
using Damon.Server.Tests.Hosting;

namespace Damon.Server.Tests.Groups;

public sealed class GroupTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task List_AsksTheSampler()
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await server.ConnectSamplerAsync();
        GroupQuery? asked = null;
        sampler.OnListGroups = query =>
        {
            asked = query;
            return Task.FromResult<GroupResource[]>([new() { Kind = GroupKind.Unit, Name = "redis.service", Processes = 3, ResidentBytes = 5, LimitBytes = 7 }]);
        };

        var groups = await server.GetAsync<JsonElement>("groups?search=re%20dis&limit=3");

        Assert.Equal(new GroupQuery("re dis", 3), asked);
        Assert.Equal("""[{"kind":"unit","name":"redis.service","processes":3,"residentBytes":5,"limitBytes":7}]""", groups.GetRawText());
        await server.GetAsync<JsonElement>("groups");
        Assert.Equal(new GroupQuery(null, 100), asked);
    }

    [Fact]
    public async Task List_NoSamplerOrWrongLimit_AnswersAProblem()
    {
        await using var server = await TestServer.StartAsync(_directory);

        using var away = await server.Api.GetAsync("groups", TestContext.Current.CancellationToken);
        using var wrong = await server.Api.GetAsync("groups?limit=0", TestContext.Current.CancellationToken);

        await ProblemAssert.IsProblemAsync(away, 503);
        await ProblemAssert.IsProblemAsync(wrong, 400, "limit");
    }

    [Fact]
    public async Task List_WithoutToken_AnswersUnauthorized()
    {
        await using var server = await TestServer.StartAsync(_directory);

        using var response = await server.Browser.GetAsync(new Uri("/api/v1/groups", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(401, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("cgroup", "/system.slice/redis.service", GroupKind.Cgroup)]
    [InlineData("unit", "redis.service", GroupKind.Unit)]
    [InlineData("container", "docker 0123456789ab", GroupKind.Container)]
    [InlineData("command", "postgres*", GroupKind.Command)]
    public async Task Start_AGroup_IsOrderedAndShownWithItsProcesses(string field, string name, GroupKind kind)
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await server.ConnectSamplerAsync();

        using var response = await server.PostAsync("sessions", new { targets = new[] { new Dictionary<string, string> { [field] = name } } });

        Assert.Equal(201, (int)response.StatusCode);
        var session = (await response.Content.ReadFromJsonAsync<SessionResource>(ContractJson.Options, TestContext.Current.CancellationToken))!;
        Assert.Equal([new StartTarget(0, null, kind, name)], Assert.Single(sampler.Started).Targets);
        Assert.Equal(name, session.Name);
        Assert.Equal([new SessionGroupResource { Kind = kind, Name = name, Processes = 2 }], session.Groups);
        Assert.Equal([(0, 1_001, (int?)0), (1, 1_002, (int?)0)], session.Targets.Select(target => (target.Index, target.Pid, target.Group)));
        Assert.All(session.Targets, target => Assert.True(target.HasRegions));
    }

    [Fact]
    public async Task Start_ProcessesAndGroups_IsNamedAfterBoth()
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

        using var response = await server.PostAsync("sessions", """{"targets":[{"unit":"redis.service"},{"pid":7},{"command":"x*"}]}""");

        var session = (await response.Content.ReadFromJsonAsync<SessionResource>(ContractJson.Options, TestContext.Current.CancellationToken))!;
        Assert.Equal("target (7), redis.service, x*", session.Name);
        Assert.Equal(new int?[] { null, 0, 0, 1, 1 }, session.Targets.Select(target => target.Group));
        Assert.Equal(("redis.service, process 7, x*", 1, 2), (starting!.Name, starting.Targets.Count, starting.Groups.Count));
    }

    [Fact]
    public async Task Start_AGroupWithALongPattern_HasANameThatIsNotTooLong()
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await server.ConnectSamplerAsync();

        using var response = await server.PostAsync("sessions", new { targets = new[] { new { command = new string('x', 4_000) } } });

        var session = (await response.Content.ReadFromJsonAsync<SessionResource>(ContractJson.Options, TestContext.Current.CancellationToken))!;
        Assert.Equal(200, session.Name.Length);
        Assert.Equal(4_000, session.Groups[0].Name.Length);
    }

    [Fact]
    public async Task Start_AGroupWithoutProcess_AnswersNotFoundAndKeepsNothing()
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await server.ConnectSamplerAsync();
        sampler.OnStart = _ => new StartAnswer(new CommandAnswer(CommandCode.NoSuchProcess, "There is none.", "targets[0].command"), OperationsKind.Auto, []);

        using var response = await server.PostAsync("sessions", """{"targets":[{"command":"none*"}]}""");

        await ProblemAssert.IsProblemAsync(response, 404, "targets[0].command");
        Assert.Empty(await server.GetAsync<SessionResource[]>("sessions"));
    }

    [Fact]
    public async Task Status_OfAGroup_ChangesWhatIsShownAndIsThereAfterARestart()
    {
        string id;
        await using (var server = await TestServer.StartAsync(_directory))
        {
            await using var sampler = await server.ConnectSamplerAsync();
            using var response = await server.PostAsync("sessions", """{"targets":[{"command":"redis*"}]}""");
            var started = (await response.Content.ReadFromJsonAsync<SessionResource>(ContractJson.Options, TestContext.Current.CancellationToken))!;
            id = started.Id;
            await sampler.PushStatusAsync(new SessionStatus
            {
                SessionId = id,
                State = SessionState.Running,
                Targets = [.. started.Targets, new TargetResource { Index = 2, Pid = 9, Name = "redis", Group = 0, HasRegions = false }],
                Groups = [started.Groups[0] with { Processes = 3, Remark = "Left out: 1." }],
            });

            Check(await server.GetAsync<SessionResource>($"sessions/{id}"));

            // A status that tells neither leaves both as they are.
            await sampler.PushStatusAsync(new SessionStatus { SessionId = id, State = SessionState.Running });
            Check(await server.GetAsync<SessionResource>($"sessions/{id}"));
            using var stopped = await server.PostAsync($"sessions/{id}/stop");
        }

        await using var restarted = await TestServer.StartAsync(_directory);
        Check(await restarted.GetAsync<SessionResource>($"sessions/{id}"));

        static void Check(SessionResource session)
        {
            Assert.Equal([new SessionGroupResource { Kind = GroupKind.Command, Name = "redis*", Processes = 3, Remark = "Left out: 1." }], session.Groups);
            Assert.Equal([((int?)0, true), ((int?)0, true), ((int?)0, false)], session.Targets.Select(target => (target.Group, target.HasRegions)));
        }
    }

    [Fact]
    public async Task Description_OfATarget_HasTheFiveNames()
    {
        await using var server = await TestServer.StartAsync(_directory);

        var schemas = (await server.GetAsync<JsonElement>("/openapi/v1.json")).GetProperty("components").GetProperty("schemas");

        string[] names = ["pid", "startTime", "cgroup", "unit", "container", "command"];
        Assert.Equal(names, schemas.GetProperty("TargetRequest").GetProperty("properties").EnumerateObject().Select(property => property.Name));
        Assert.Equal(["cgroup", "unit", "container", "command"], schemas.GetProperty("GroupKind").GetProperty("enum").EnumerateArray().Select(value => value.GetString()));
    }
}
