using System.Globalization;
using System.Text;
using Damon.EndToEnd.Tests.Stack;
using Microsoft.Data.Sqlite;

namespace Damon.EndToEnd.Tests.Sessions;

/// <summary>What becomes of an import when the server is killed in the middle of it.</summary>
[Collection(Lanes.Beside)]
public sealed class ImportKilledTests
{
    [Fact]
    public async Task ServerKilled_WhileItStoresAnImport_NothingOfItIsLeftAfterTheNextStart()
    {
        await using var stack = await DamonStack.StartAsync();

        var import = stack.Api.PostImportAsync(Record(30_000));
        await Wait.UntilAsync("a part of the import is stored", async () => await CountAsync(stack, "snapshots") > 0);
        await stack.KillServerAsync();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => import);
        Assert.True(await CountAsync(stack, "snapshots") is > 0 and < 30_000, "The import was killed half way.");

        await stack.StartServerAsync();

        Assert.Empty(await stack.Api.SessionsAsync());
        await Wait.UntilAsync("nothing of the import is left", async () => await CountAsync(stack, "sessions") + await CountAsync(stack, "snapshots") == 0);
        Assert.DoesNotContain(Directory.GetFiles(Path.GetDirectoryName(stack.Database)!), static file => file.EndsWith(".tmp", StringComparison.Ordinal));
    }

    private static async Task<long> CountAsync(DamonStack stack, string table)
    {
        await using var connection = new SqliteConnection($"Data Source={stack.Database};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM {table}";
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    private static byte[] Record(int snapshots)
    {
        var regions = string.Join(',', Enumerable.Range(1, 100).Select(i => string.Create(
            CultureInfo.InvariantCulture, $$"""{ "start": {{i}}000000, "end": {{i}}004096, "nr_accesses": { "samples": 1 } }""")));
        var text = new StringBuilder("[{ \"target_id\": 1, \"snapshots\": [");
        for (var i = 1; i <= snapshots; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""{{(i > 1 ? "," : "")}}{ "start_time": {{i}}00000000, "end_time": {{i + 1}}00000000, "regions": [{{regions}}] }""");
        }

        return Encoding.UTF8.GetBytes(text.Append("] }]").ToString());
    }
}
