using System.Net.Http.Json;
using Damon.Contracts;
using Damon.Contracts.Json;
using Damon.Contracts.Rest;
using Damon.Contracts.Watching;
using Damon.Server.Tests.Hosting;
using Microsoft.AspNetCore.SignalR.Client;

namespace Damon.Server.Tests.Sessions;

public sealed class RenameTests(SharedServer shared) : IClassFixture<SharedServer>, IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Patch_NameAndNotes_AreKeptOverARestart(bool ended)
    {
        string id;
        await using (var server = await TestServer.StartAsync(_directory))
        {
            await using var sampler = await server.ConnectSamplerAsync();
            id = (await server.StartSessionAsync()).Id;
            if (ended)
            {
                using var stop = await server.PostAsync($"sessions/{id}/stop");
            }

            using var both = await PatchAsync(server, id, new { name = "  nightly run ", notes = "first\r\n\tsecond\n" });
            using var nameOnly = await PatchAsync(server, id, new { name = "weekly run" });

            Assert.Equal(("nightly run", "first\n\tsecond\n"), await ReadAsync(both));
            Assert.Equal(("weekly run", "first\n\tsecond\n"), await ReadAsync(nameOnly));
        }

        await using var again = await TestServer.StartAsync(_directory);
        var kept = await again.GetAsync<SessionResource>($"sessions/{id}");
        Assert.Equal(("weekly run", "first\n\tsecond\n"), (kept.Name, kept.Notes));

        using var removed = await PatchAsync(again, id, new { notes = "" });
        Assert.Equal(("weekly run", ""), await ReadAsync(removed));
    }

    [Theory]
    [InlineData("""{"name":"   "}""", "name")]
    [InlineData("""{"name":"a\u0007b"}""", "name")]
    [InlineData("""{"name":"two\nlines"}""", "name")]
    [InlineData("""{"notes":"a\u0000b"}""", "notes")]
    [InlineData("""{"notes":"a\rb"}""", "notes")]
    [InlineData("""{"name":"","notes":"\u001b[31m"}""", "name", "notes")]
    [InlineData("""{"name":"fine","notes":"\u0085"}""", "notes")]
    [InlineData("""{"name":5}""", "name")]
    [InlineData("""nonsense""", "$")]
    public async Task Patch_WrongText_AnswersBadRequestAndChangesNothing(string body, params string[] fields)
    {
        var server = shared.Server;
        var session = shared.Session;

        using var response = await PatchAsync(server, session.Id, body);

        await ProblemAssert.IsProblemAsync(response, 400, fields);
        var kept = await server.GetAsync<SessionResource>($"sessions/{session.Id}");
        Assert.Equal((session.Name, ""), (kept.Name, kept.Notes));
    }

    [Theory]
    [InlineData(200, 10_000, true)]
    [InlineData(201, 10_000, false, "name")]
    [InlineData(200, 10_001, false, "notes")]
    public async Task Patch_LongText_IsTakenUpToTheLimit(int name, int notes, bool taken, params string[] fields)
    {
        var (server, _) = await shared.BeginAsync();
        var session = await server.StartSessionAsync();

        using var response = await PatchAsync(server, session.Id, new { name = new string('n', name), notes = new string('\u00fc', notes) });

        if (taken)
        {
            Assert.Equal((new string('n', name), new string('\u00fc', notes)), await ReadAsync(response));
        }
        else
        {
            await ProblemAssert.IsProblemAsync(response, 400, fields);
        }
    }

    [Fact]
    public async Task Patch_NothingGiven_AnswersTheSessionAsItIs()
    {
        var server = shared.Server;
        var session = shared.Session;

        using var response = await PatchAsync(server, session.Id, "{}");

        Assert.Equal((session.Name, ""), await ReadAsync(response));
    }

    [Fact]
    public async Task Patch_UnknownSession_AnswersNotFound()
    {
        var server = shared.Server;

        using var response = await PatchAsync(server, "none", new { name = "x" });

        await ProblemAssert.IsProblemAsync(response, 404, "id");
    }

    [Fact]
    public async Task Patch_Running_IsToldToWatchers()
    {
        var (server, _) = await shared.BeginAsync();
        var session = await server.StartSessionAsync();
        await using var monitor = server.Monitor(messagePack: true);
        var events = await monitor.WatchAsync(session.Id);
        Assert.True(await events.MoveNextAsync());

        using var response = await PatchAsync(server, session.Id, new { name = "renamed", notes = "noted" });

        Assert.True(await events.MoveNextAsync());
        Assert.Equal((WatchEventKind.Session, "renamed", "noted"), (events.Current.Kind, events.Current.Session!.Name, events.Current.Session!.Notes));
    }

    [Fact]
    public async Task Start_WithNotes_KeepsThem()
    {
        var (server, _) = await shared.BeginAsync();

        using var good = await server.PostAsync("sessions", new { notes = "why\n", targets = new[] { new { pid = 1 } } });
        using var bad = await server.PostAsync("sessions", new { notes = "\u0001", name = "\u0001", targets = new[] { new { pid = 2 } } });

        Assert.Equal(("target (1)", "why\n"), await ReadAsync(good));
        await ProblemAssert.IsProblemAsync(bad, 400, "name", "notes");
    }

    private static Task<HttpResponseMessage> PatchAsync(TestServer server, string id, object body) => server.Api.PatchAsync(
        $"sessions/{id}",
        body is string text ? new StringContent(text, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")) : JsonContent.Create(body),
        TestContext.Current.CancellationToken);

    private static async Task<(string Name, string Notes)> ReadAsync(HttpResponseMessage response)
    {
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var session = (await response.Content.ReadFromJsonAsync<SessionResource>(ContractJson.Options, TestContext.Current.CancellationToken))!;
        return (session.Name, session.Notes);
    }
}
