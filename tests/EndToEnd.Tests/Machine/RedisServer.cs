using System.Globalization;

namespace Damon.EndToEnd.Tests.Machine;

/// <summary>A Redis of its own, with keys that are touched only when a test does.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private const string Program = "/usr/bin/redis-server";

    private readonly TemporaryFolder _folder = new();
    private readonly RunningProgram _server;
    private readonly string _port = Ports.Free().ToString(CultureInfo.InvariantCulture);

    private RedisServer()
        => _server = new RunningProgram(Program, ["--port", _port, "--bind", "127.0.0.1", "--dir", _folder.Folder("redis"), "--save", "", "--appendonly", "no", "--activerehashing", "no"]);

    public int Pid => _server.Pid;

    /// <summary>Starts one with some keys; skips the test where there is no Redis.</summary>
    public static async Task<RedisServer> StartAsync(int keys)
    {
        Assert.SkipUnless(File.Exists(Program), $"There is no {Program}; install the package redis-server.");
        var redis = new RedisServer();
        await redis._server.WaitForLineAsync("Ready to accept connections");
        await redis.AskAsync("EVAL", "for i = 1, ARGV[1] do redis.call('SET', 'key:' .. i, string.rep('x', 200)) end", "0", keys.ToString(CultureInfo.InvariantCulture));
        return redis;
    }

    /// <summary>Reads every value.</summary>
    public Task TouchAllAsync(int keys)
        => AskAsync("EVAL", "local n = 0 for i = 1, ARGV[1] do n = n + #redis.call('GET', 'key:' .. i) end return n", "0", keys.ToString(CultureInfo.InvariantCulture));

    /// <summary>What it says that it has resident, bytes.</summary>
    public async Task<long> ResidentAsync()
    {
        var lines = (await AskAsync("INFO", "memory")).Split('\n');
        return long.Parse(lines.First(line => line.StartsWith("used_memory_rss:", StringComparison.Ordinal)).Split(':')[1], CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    private Task<string> AskAsync(params string[] words) => Shell.RunAsync("redis-cli", ["-p", _port, .. words]);
}
