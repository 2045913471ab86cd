using System.Text.Json;
using Damon.Contracts.Link;
using Damon.Contracts.Rest;
using Damon.Model.Groups;
using Damon.Server.Tests.Hosting;

namespace Damon.Server.Tests.Processes;

public sealed class ProcessTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task List_AsksTheSampler()
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await server.ConnectSamplerAsync();
        ProcessQuery? asked = null;
        sampler.OnList = query =>
        {
            asked = query;
            return Task.FromResult<ProcessResource[]>([new() { Pid = 7, Name = "x", User = "me", ResidentBytes = 5, StartTime = DateTimeOffset.UnixEpoch, Monitorable = false, Reason = "Kernel thread." }]);
        };

        var processes = await server.GetAsync<JsonElement>("processes?search=re%20dis&limit=3");

        Assert.Equal(new ProcessQuery("re dis", 3), asked);
        var process = processes[0];
        Assert.Equal("1970-01-01T00:00:00.000000Z", process.GetProperty("startTime").GetString());
        Assert.Equal("Kernel thread.", process.GetProperty("reason").GetString());
    }

    [Theory]
    [InlineData("unit=redis.service", GroupKind.Unit, "redis.service")]
    [InlineData("container=docker%200123456789ab", GroupKind.Container, "docker 0123456789ab")]
    [InlineData("command=postgres*", GroupKind.Command, "postgres*")]
    [InlineData("cgroup=/system.slice", GroupKind.Cgroup, "/system.slice")]
    public async Task List_OfAGroup_AsksTheSamplerForIt(string query, GroupKind kind, string name)
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await server.ConnectSamplerAsync();
        ProcessQuery? asked = null;
        sampler.OnList = wanted =>
        {
            asked = wanted;
            return Task.FromResult<ProcessResource[]>([]);
        };

        await server.GetAsync<JsonElement>($"processes?{query}&limit=3");

        Assert.Equal(new ProcessQuery(null, 3, kind, name), asked);
    }

    [Theory]
    [InlineData("unit=", "unit")]
    [InlineData("cgroup=system.slice", "cgroup")]
    [InlineData("unit=a.service&command=b", "command")]
    public async Task List_OfAGroupNamedWrongly_AnswersAProblemAtIt(string query, string field)
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await server.ConnectSamplerAsync();

        using var response = await server.Api.GetAsync($"processes?{query}", TestContext.Current.CancellationToken);

        await ProblemAssert.IsProblemAsync(response, 400, field);
    }

    [Theory]
    [InlineData("processes")]
    [InlineData("groups")]
    public async Task List_OfAnUnknownSampler_AnswersNotFoundNamingIt(string call)
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await server.ConnectSamplerAsync();

        using var response = await server.Api.GetAsync($"{call}?sampler=other", TestContext.Current.CancellationToken);

        await ProblemAssert.IsProblemAsync(response, 404, "sampler");
    }

    [Fact]
    public async Task List_NoSampler_AnswersServiceUnavailable()
    {
        await using var server = await TestServer.StartAsync(_directory);

        using var response = await server.Api.GetAsync("processes", TestContext.Current.CancellationToken);

        await ProblemAssert.IsProblemAsync(response, 503);
    }

    [Fact]
    public async Task List_SamplerSilent_AnswersServiceUnavailable()
    {
        await using var server = await TestServer.StartAsync(_directory, null, "--Damon:Link:AnswerSeconds=1");
        await using var sampler = await server.ConnectSamplerAsync();
        var silence = new TaskCompletionSource<ProcessResource[]>();
        sampler.OnList = _ => silence.Task;

        using var response = await server.Api.GetAsync("processes", TestContext.Current.CancellationToken);
        silence.SetResult([]);

        await ProblemAssert.IsProblemAsync(response, 503);
    }

    [Fact]
    public async Task List_SamplerFails_AnswersServiceUnavailable()
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await server.ConnectSamplerAsync();
        sampler.OnList = _ => throw new InvalidOperationException("broken");

        using var response = await server.Api.GetAsync("processes", TestContext.Current.CancellationToken);

        await ProblemAssert.IsProblemAsync(response, 503);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("x")]
    public async Task List_WrongLimit_AnswersBadRequest(string limit)
    {
        await using var server = await TestServer.StartAsync(_directory);

        using var response = await server.Api.GetAsync($"processes?limit={limit}", TestContext.Current.CancellationToken);

        await ProblemAssert.IsProblemAsync(response, 400, "limit");
    }

    [Fact]
    public async Task Samplers_Connected_AreListedWithEveryKind()
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await server.ConnectSamplerAsync("box-1");

        var samplers = await server.GetAsync<JsonElement>("samplers");

        Assert.Equal(
            """[{"id":"box-1","host":"host","kernel":"6.18.0","operations":[{"kind":"kernelDamon","available":false,"reason":"The kernel has no DAMON."},{"kind":"pageTable","available":true,"reason":null}],"cost":null}]""",
            samplers.GetRawText());
    }
}
