using System.Diagnostics;
using System.Globalization;

namespace Damon.Benchmarks.Real;

/// <summary>Redis with two million keys and random GETs at a steady rate of what it can do.</summary>
internal sealed class RedisProgram : IProgram
{
    private const int Keys = 2_000_000;
    private const int KeysAtOnce = 100_000;

    /// <summary>Names as the load generator writes them: twelve digits.</summary>
    private const string Fill = "for i = ARGV[1], ARGV[2] do redis.call('SET', string.format('key:%012d', i), string.rep('x', 100)) end";

    private readonly string _directory = Programs.NewDirectory("redis");
    private readonly string _port = Programs.FreePort().ToString(CultureInfo.InvariantCulture);
    private readonly Process _server;
    private readonly Process _load;

    public RedisProgram()
    {
        _server = Programs.Start("redis-server", "--port", _port, "--bind", "127.0.0.1", "--dir", _directory, "--save", "", "--appendonly", "no");
        Programs.Until(() => TryAsk("PING"), "Redis did not answer.");
        Populate();

        // One client that waits for its answers: the server has room, and does not fight the client for a processor.
        _load = Programs.Start("redis-benchmark", "-p", _port, "-c", "8", "-n", "2000000000", "-r", Keys.ToString(CultureInfo.InvariantCulture), "-q", "GET", "key:__rand_int__");
        Thread.Sleep(3_000);
    }

    public string Name => "Redis, 2,000,000 keys, random GETs";

    public IReadOnlyList<int> Pids => [_server.Id];

    public double Operations()
    {
        var line = Ask("INFO", "stats").Split('\n').First(text => text.StartsWith("total_commands_processed:", StringComparison.Ordinal));
        return double.Parse(line.Split(':')[1], CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        Programs.End(_load);
        Programs.End(_server);
        Directory.Delete(_directory, recursive: true);
    }

    private void Populate()
    {
        for (var first = 0; first < Keys; first += KeysAtOnce)
        {
            Ask("EVAL", Fill, "0", first.ToString(CultureInfo.InvariantCulture), (first + KeysAtOnce - 1).ToString(CultureInfo.InvariantCulture));
        }
    }

    private bool TryAsk(string word)
    {
        try
        {
            return Ask(word).Length > 0;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private string Ask(params string[] words) => Programs.Output("redis-cli", ["-p", _port, .. words]);
}
