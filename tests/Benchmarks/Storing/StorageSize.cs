using Damon.Benchmarks.Real;
using Damon.Contracts.Rest;
using Damon.Model.Time;
using Damon.Server.History.Sqlite;
using Microsoft.Data.Sqlite;

namespace Damon.Benchmarks.Storing;

/// <summary>What recordings take on disk, against damo's record (JSON through zlib) of the same snapshots.</summary>
internal static class StorageSize
{
    private const double Kb = 1 << 10;

    private static readonly (string Key, Func<IProgram> Start)[] All =
    [
        ("demo", static () => new DemoProgram()),
        ("staircase", static () => new WorkloadProgram("steps", "10", "10", "2", "0")),
        ("redis", static () => new RedisProgram()),
    ];

    /// <summary>Runs.</summary>
    /// <param name="arguments">Names, none for all; a number is that of the seconds recorded, 60 by default.</param>
    public static void Run(string[] arguments)
    {
        var seconds = arguments.Select(static text => int.TryParse(text, out var number) ? number : 0).FirstOrDefault(static number => number > 0, 60);
        var names = arguments.Where(static text => !int.TryParse(text, out _)).ToArray();
        var table = new Table("program", "snapshots", "regions each", "snapshots, KB", "tiles, KB", "bytes a region", "whole file, KB", "damo's record, KB", "bytes a region", "snapshots, times smaller", "with tiles", "whole file");
        foreach (var (_, start) in All.Where(one => names.Length == 0 || names.Contains(one.Key)))
        {
            using var program = start();
            Measure(table, program, seconds);
        }
    }

    private static void Measure(Table table, IProgram program, int seconds)
    {
        using var stack = new PublishedStack(PublishedStack.Default);
        var session = stack.StartSession(program.Pids, new AttributesRequest());
        Thread.Sleep(TimeSpan.FromSeconds(seconds));
        stack.StopSession(session.Id);
        var record = stack.Export(session.Id, "damo").Length;

        // Its own copy: the server has the file open.
        var copy = stack.Database + ".copy";
        using (var source = new SqliteConnection($"Data Source={stack.Database};Mode=ReadOnly;Pooling=False"))
        {
            source.Open();
            using var into = source.CreateCommand();
            into.CommandText = "VACUUM INTO $copy";
            into.Parameters.AddWithValue("$copy", copy);
            into.ExecuteNonQuery();
        }

        using var database = new SqliteDatabase(copy, maxMegabytes: 0);
        using var store = new SqliteHistoryStore(database);
        var key = store.Sessions()[0].Key;
        var figures = store.Figures(key, 0, TimeRange.All).ToList();
        var regions = figures.Sum(static one => (double)one.NrRegions);
        using var connection = database.OpenReader();
        var stored = Bytes("SELECT (SELECT ifnull(sum(length(figures) + length(regions)), 0) FROM chunks) + (SELECT ifnull(sum(length(regions) + 100), 0) FROM snapshots)");
        var tiles = Bytes("SELECT ifnull(sum(length(figures) + length(regions)), 0) FROM tiles");
        var file = (double)new FileInfo(copy).Length;
        table.Row(program.Name, figures.Count, regions / figures.Count, stored / Kb, tiles / Kb, (stored + tiles) / regions, file / Kb, record / Kb, record / regions, record / stored, record / (stored + tiles), record / file);

        double Bytes(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            return (long)command.ExecuteScalar()!;
        }
    }
}
