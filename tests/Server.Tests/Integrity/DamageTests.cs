using Damon.Contracts.Rest;
using Damon.Contracts.Rest.Health;
using Damon.Server.History;
using Damon.Server.Integrity;
using Damon.Server.Tests.History;
using Damon.Server.Tests.Hosting;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Damon.Server.Tests.Integrity;

public sealed class DamageTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task AQuarterOfThePagesOverwritten_IsToldInSentences_AndTheRestIsUsable()
    {
        await RecordAsync();
        OverwritePages();

        await using var server = await TestServer.StartAsync(_directory);
        var sessions = await server.GetAsync<SessionResource[]>("sessions");
        var answers = new Dictionary<int, int>();
        foreach (var session in sessions)
        {
            foreach (var path in new[] { "snapshots?limit=1000", "export?format=csv", "heatmap", "cells?bands=0x1000-0x5000~4", "opening", "workingset?points=100", "use", "changes", "idle" })
            {
                using var answer = await GetAsync(server, $"sessions/{session.Id}/{path}");
                if (path[0] is not ('s' or 'e'))
                {
                    // Pictures and figures are made of what can be read.
                    Assert.True(answer?.IsSuccessStatusCode, $"{path}: {(answer is null ? "cut" : await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))}");
                }

                var status = (int?)answer?.StatusCode ?? 0;
                answers[status] = answers.GetValueOrDefault(status) + 1;
                if (status == 500)
                {
                    await ProblemAssert.IsProblemAsync(answer!, 500);
                }
            }
        }

        // Answers, and sentences; an export that had begun is cut.
        Assert.Equal([], answers.Keys.Except([0, 200, 500]));
        Assert.True(answers[200] > 0 && answers[500] > 0, string.Join(", ", answers));
        var damaged = (await server.GetAsync<SessionResource[]>("sessions")).Where(static one => one.Damage is not null).ToArray();
        Assert.NotEmpty(damaged);
        var health = await server.GetAsync<HealthResource>("health");
        Assert.Equal(("degraded", "degraded"), (health.Status, health.Database.Status));
        Assert.Contains("check-database", health.Database.Detail, StringComparison.Ordinal);

        var (status2, said) = await ServerCommand.RunAsync(_directory["damon.db"], "check-database");
        Assert.Equal(1, status2);
        Assert.Contains(damaged[0].Id, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OneChunkDamaged_TheCheckMarksItsSessionOnly_AndRecordingGoesOn()
    {
        await RecordAsync();
        string bad;
        using (var connection = new SqliteConnection($"Data Source={_directory["damon.db"]};Pooling=false"))
        {
            connection.Open();
            bad = connection.ExecuteScalar<string>("SELECT id FROM sessions ORDER BY key LIMIT 1")!;
            Assert.Equal(2, connection.ExecuteScalar<int>("SELECT count(*) FROM chunks WHERE session = (SELECT min(key) FROM sessions)"));
            connection.Execute("UPDATE chunks SET regions = randomblob(length(regions)) WHERE rowid = (SELECT min(rowid) FROM chunks WHERE session = (SELECT min(key) FROM sessions))");
        }

        await using (var server = await TestServer.StartAsync(_directory))
        {
            await server.Services.GetRequiredService<IntegrityCheck>().CheckAsync(static _ => Task.CompletedTask, TestContext.Current.CancellationToken);
            var sessions = await server.GetAsync<SessionResource[]>("sessions");
            Assert.Equal([bad], sessions.Where(static one => one.Damage is not null).Select(static one => one.Id));
            Assert.Contains(bad, (await server.GetAsync<HealthResource>("health")).Database.Detail, StringComparison.Ordinal);
            var whole = await server.GetAsync<HeatmapResource>($"sessions/{sessions.First(one => one.Id != bad).Id}/heatmap?columns=30&rows=1&start=0x10000000000&end=0x20000000000");
            var rest = await server.GetAsync<HeatmapResource>($"sessions/{bad}/heatmap?columns=30&rows=1&start=0x10000000000&end=0x20000000000");
            Assert.DoesNotContain(whole.Cells[0], static cell => cell is null);
            var known = rest.Cells[0].Select(static cell => cell is not null).ToList();
            // The first chunk has 256 of 300 snapshots, ten a second.
            Assert.Equal(25, known.IndexOf(true));
            Assert.DoesNotContain(false, known[25..]);
            foreach (var format in new[] { "csv", "json", "damo", "parquet" })
            {
                using var export = await GetAsync(server, $"sessions/{bad}/export?format={format}");
                await ProblemAssert.IsProblemAsync(export!, 500);
            }

            using var later = await GetAsync(server, $"sessions/{bad}/export?format=csv&from=29000000");
            Assert.Equal(200, (int)later!.StatusCode);

            await using var sampler = await server.ConnectSamplerAsync();
            var session = await server.StartSessionAsync(99);
            await sampler.PushAsync(session.Id, [0, 1]);
            await server.WaitForAsync(session.Id, static now => now.SnapshotCount == 2);
        }

        await using var again = await TestServer.StartAsync(_directory);
        Assert.NotNull((await again.GetAsync<SessionResource>($"sessions/{bad}")).Damage);
    }

    [Fact]
    public async Task OnceADay_EverythingIsRead_AndWhatWasMendedIsWell()
    {
        await RecordAsync();
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.UnixEpoch);
        await using var server = await TestServer.StartAsync(_directory, time, "--Damon:History:CheckHours=24");
        var before = (await server.GetAsync<SessionResource[]>("sessions"))[0];
        Execute("UPDATE idle SET pieces = x'ff' WHERE session = (SELECT max(key) FROM sessions)");

        await UntilAsync(server, time, before.Id, static session => session.Damage is not null);
        Execute("DELETE FROM idle");
        await UntilAsync(server, time, before.Id, static session => session.Damage is null);

        void Execute(string sql)
        {
            using var connection = new SqliteConnection($"Data Source={_directory["damon.db"]};Pooling=false");
            connection.Open();
            connection.Execute(sql);
        }
    }

    [Fact]
    public async Task ListOfSessionsDamaged_TheStartEndsWithASentence()
    {
        await RecordAsync();
        using (var connection = new SqliteConnection($"Data Source={_directory["damon.db"]};Pooling=false"))
        {
            connection.Open();
            connection.Execute("UPDATE sessions SET attributes = 'no JSON'");
        }

        var failure = await Assert.ThrowsAsync<HistoryDamagedException>(() => TestServer.StartAsync(_directory));

        Assert.Contains("check-database", Server.Hosting.StartupProblem.Describe(failure), StringComparison.Ordinal);
    }

    private static async Task UntilAsync(TestServer server, Microsoft.Extensions.Time.Testing.FakeTimeProvider time, string id, Func<SessionResource, bool> wanted)
    {
        while (!wanted(await server.GetAsync<SessionResource>($"sessions/{id}")))
        {
            time.Advance(TimeSpan.FromHours(1));
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    private static async Task<HttpResponseMessage?> GetAsync(TestServer server, string path)
    {
        try
        {
            return await server.Api.GetAsync(path, TestContext.Current.CancellationToken);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>Six sessions of some chunks each, in a file that is whole alone.</summary>
    private async Task RecordAsync()
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await server.ConnectSamplerAsync();
        for (var pid = 1; pid <= 6; pid++)
        {
            var id = (await server.StartSessionAsync(pid)).Id;
            var writer = server.Services.GetRequiredService<HistoryWriter>();
            var key = server.Services.GetRequiredService<Server.Sessions.SessionRegistry>().Find(id)!.Key;
            await writer.AddAsync([.. Enumerable.Range(0, 300).Select(seq => StoredSnapshot.Of(key, SmallDiskTests.Of(seq, 200)))], "test", TestContext.Current.CancellationToken);
            await writer.AddAsync(Recorded.Idle(key, 5_000_000), TestContext.Current.CancellationToken);
            using var stop = await server.PostAsync($"sessions/{id}/stop");
        }
    }

    /// <summary>Every fourth page behind those that hold the schema and the sessions.</summary>
    private void OverwritePages()
    {
        using var file = File.OpenHandle(_directory["damon.db"], FileMode.Open, FileAccess.ReadWrite);
        var pages = RandomAccess.GetLength(file) / 4_096;
        Assert.True(pages > 200, $"{pages} pages");
        var noise = new byte[4_096];
        new Random(7).NextBytes(noise);
        for (var page = 40L; page < pages; page += 4)
        {
            RandomAccess.Write(file, noise, page * 4_096);
        }
    }
}
