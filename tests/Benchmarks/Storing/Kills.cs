using System.Diagnostics;
using System.Globalization;
using Damon.Contracts.Rest;
using Damon.Fixtures;
using Damon.Model.Sessions;
using Damon.Model.Time;
using Damon.Server.History.Sqlite;
using Microsoft.Data.Sqlite;

namespace Damon.Benchmarks.Storing;

/// <summary>
/// Kills the server at odd moments while it records. The sampler forgets a snapshot when the server has acknowledged it: what
/// was acknowledged and is not there after a restart is missing from the sequence.
/// </summary>
internal static class Kills
{
    /// <summary>Runs.</summary>
    /// <param name="arguments">How often, 50 by default.</param>
    public static void Run(string[] arguments)
    {
        var kills = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 50;
        var table = new Table("kills", "seconds", "snapshots", "in chunks", "missing", "said to be lost", "integrity_check", "state");
        var random = new Random(1);
        var watch = Stopwatch.StartNew();
        using var workload = Workload.Run("hot", "256", "64", "64");
        using var stack = new PublishedStack(PublishedStack.Default);
        var session = stack.StartSession(workload.Pid, new AttributesRequest { MinRegions = 1_000 });
        for (var kill = 0; kill < kills; kill++)
        {
            Thread.Sleep(random.Next(300, 2_000));
            stack.KillServer();
        }

        var until = Stopwatch.StartNew();
        while (stack.Session(session.Id).State != SessionState.Running && until.Elapsed < TimeSpan.FromSeconds(60))
        {
            Thread.Sleep(200);
        }

        // Until what was held back has come.
        Thread.Sleep(3_000);
        stack.StopSession(session.Id);
        var said = stack.Session(session.Id);

        using var source = new SqliteConnection($"Data Source={stack.Database};Mode=ReadOnly;Pooling=False");
        source.Open();
        var integrity = Scalar(source, "PRAGMA integrity_check");
        var chunked = Scalar(source, "SELECT ifnull(sum(last_seq - first_seq + 1), 0) FROM chunks");
        var copy = stack.Database + ".copy";
        Scalar(source, $"VACUUM INTO '{copy}'");
        using var database = new SqliteDatabase(copy, maxMegabytes: 0);
        using var store = new SqliteHistoryStore(database);
        var seqs = store.Figures(store.Sessions()[0].Key, 0, TimeRange.All).Select(static one => one.Seq).ToHashSet();
        var missing = seqs.Max() - seqs.Min() + 1 - seqs.Count;
        table.Row(kills, watch.Elapsed.TotalSeconds, seqs.Count, chunked, missing, said.LostSnapshots, integrity, said.State.ToString());
    }

    private static string Scalar(SqliteConnection connection, string statement)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture) ?? "";
    }
}
