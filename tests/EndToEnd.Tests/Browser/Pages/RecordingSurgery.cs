using Microsoft.Data.Sqlite;

namespace Damon.EndToEnd.Tests.Browser.Pages;

/// <summary>Changes recordings in the database of a server that does not run.</summary>
internal static class RecordingSurgery
{
    /// <summary>Removes a session's first snapshots.</summary>
    public static async Task RemoveBeginningAsync(string database, string session, int snapshots)
    {
        await using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = """
            DELETE FROM snapshots WHERE seq < $count AND session = (SELECT key FROM sessions WHERE id = $id);
            UPDATE sessions SET snapshot_count = snapshot_count - $count,
              first_us = (SELECT MIN(start_us) FROM snapshots WHERE session = sessions.key) WHERE id = $id;
            """;
        command.Parameters.AddWithValue("$count", snapshots);
        command.Parameters.AddWithValue("$id", session);
        Assert.True(await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken) > snapshots);
    }
}
