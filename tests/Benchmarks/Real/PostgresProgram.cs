using System.Diagnostics;
using System.Globalization;
using Damon.Sampler.Interop;

namespace Damon.Benchmarks.Real;

/// <summary>PostgreSQL with shared buffers for all of its data, and pgbench's select-only transactions from some clients.</summary>
internal sealed class PostgresProgram : IProgram
{
    // One unit of pgbench's scale is 15 MB.
    private const double MbToScale = 0.9 / 15;

    private readonly string _directory = Programs.NewDirectory("postgres");
    private readonly string _port = Programs.FreePort().ToString(CultureInfo.InvariantCulture);
    private readonly string _bin = Directory.GetDirectories("/usr/lib/postgresql").Order().Last() + "/bin";
    private readonly Process _load;
    private readonly int _bufferMb;
    private volatile Told _told = new(0, 0);

    /// <param name="clients">Connections, each with a backend of its own.</param>
    /// <param name="bufferMb">Shared buffers, MB; the data takes nine tenths of them.</param>
    public PostgresProgram(int clients = 4, int bufferMb = 1024)
    {
        _bufferMb = bufferMb;
        AsUser(_bin + "/initdb", "-D", _directory + "/data", "-U", "postgres", "--auth=trust");
        AsUser(_bin + "/pg_ctl", "-D", _directory + "/data", "-w", "-l", _directory + "/log", "start", "-o",
            $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_directory} -c shared_buffers={bufferMb}MB -c fsync=off -c max_wal_size=2GB");
        Programs.Output("pgbench", "-h", "127.0.0.1", "-p", _port, "-U", "postgres", "-i", "-s", (bufferMb * MbToScale).ToString("0", CultureInfo.InvariantCulture), "-q", "postgres");
        _load = Programs.Start("pgbench", "-h", "127.0.0.1", "-p", _port, "-U", "postgres", "-S", "-c", clients.ToString(CultureInfo.InvariantCulture), "-j", "1", "-T", "100000", "-P", "1", "postgres");
        _load.ErrorDataReceived += (_, line) => Listen(line.Data);
        Thread.Sleep(20_000);
        Pids = [.. Query("SELECT pid FROM pg_stat_activity WHERE application_name = 'pgbench'").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(pid => int.Parse(pid, CultureInfo.InvariantCulture))];
        Shared = FindShared(Pids[0]);
    }

    public string Name => $"PostgreSQL, {_bufferMb} MB of shared buffers, pgbench -S";

    public IReadOnlyList<int> Pids { get; } = [];

    public (ulong Start, ulong End) Shared { get; }

    public double Operations() => _told.Operations;

    /// <summary>CPU time at the same moment: the load generator tells once a second what it has done.</summary>
    public double CpuNs() => _told.CpuNs;

    public void Dispose()
    {
        Programs.End(_load);
        AsUser(_bin + "/pg_ctl", "-D", _directory + "/data", "-m", "immediate", "stop");
        Directory.Delete(_directory, recursive: true);
    }

    private static (ulong Start, ulong End) FindShared(int pid)
        => File.ReadLines($"/proc/{pid}/maps")
            .Where(line => line.Split(' ')[1][3] == 's')
            .Select(line => line.Split(' ')[0].Split('-').Select(text => ulong.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToArray())
            .Select(ends => (ends[0], ends[1]))
            .MaxBy(range => range.Item2 - range.Item1);

    private static void AsUser(params string[] words)
    {
        // Its output must not be waited for: the server that it starts would hold it open.
        var start = new ProcessStartInfo("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", "sh", "-c", "\"$@\" >/dev/null 2>&1 </dev/null", "sh", .. words]);
        using var process = Process.Start(start)!;
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', words)} failed.");
        }
    }

    // "progress: 12.0 s, 20123.4 tps, lat …": of one second each.
    private void Listen(string? line)
    {
        if (line?.Split(' ') is ["progress:", _, "s,", var rate, "tps,", ..])
        {
            _told = new Told(_told.Operations + double.Parse(rate, CultureInfo.InvariantCulture), Pids.Sum(pid => (double)ProcessClock.CpuNs(pid)));
        }
    }

    private string Query(string sql) => Programs.Output("psql", "-h", "127.0.0.1", "-p", _port, "-U", "postgres", "-At", "-c", sql, "postgres").Trim();
}
