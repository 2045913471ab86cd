using System.Globalization;

namespace Damon.EndToEnd.Tests.Machine;

/// <summary>A PostgreSQL of its own, and clients that read from it at a modest pace, each by a process of the server's.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private const string Programs = "/usr/lib/postgresql";

    private static readonly string[] AsPostgres = ["--reuid=postgres", "--regid=postgres", "--clear-groups"];

    private readonly TemporaryFolder _folder = new();
    private readonly string _bin;
    private RunningProgram? _server;
    private RunningProgram? _clients;

    private PostgresServer(string bin) => _bin = bin;

    /// <summary>In the command line of each of its processes, and of no other.</summary>
    public string Name { get; } = $"damon-pg-{Environment.ProcessId}";

    private string Data => _folder.PathOf("data");

    /// <summary>Starts one; skips the test where there is none.</summary>
    /// <param name="clients">Clients.</param>
    /// <param name="scale">Of their data, 15 MB each.</param>
    /// <param name="perSecond">What they all ask for in a second.</param>
    public static async Task<PostgresServer> StartAsync(int clients, int scale, int perSecond)
    {
        Assert.SkipUnless(Directory.Exists(Programs), "There is no PostgreSQL here; install the package postgresql.");
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "PostgreSQL does not run as root, and only root can be somebody else.");
        var postgres = new PostgresServer(Directory.GetDirectories(Programs).Order().Last() + "/bin/");
        try
        {
            await postgres.StartServerAsync();
            await postgres.StartClientsAsync(clients, scale, perSecond);
            return postgres;
        }
        catch
        {
            await postgres.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_clients is not null)
        {
            await _clients.DisposeAsync();
        }

        if (_server is not null)
        {
            // Killed, it would leave a segment of SysV memory behind.
            await Shell.TryAsync("setpriv", [.. AsPostgres, _bin + "pg_ctl", "-D", Data, "-m", "immediate", "stop"]);
            await _server.DisposeAsync();
        }

        _folder.Dispose();
    }

    private async Task StartServerAsync()
    {
        await Shell.RunAsync("install", "-d", "-o", "postgres", "-m", "700", Data);
        await Shell.RunAsync("setpriv", [.. AsPostgres, _bin + "initdb", "-D", Data, "--auth=trust", "--no-sync"]);
        _server = new RunningProgram("setpriv",
        [
            .. AsPostgres, _bin + "postgres", "-D", Data, "-c", "shared_buffers=64MB", "-c", "listen_addresses=", "-c", $"unix_socket_directories={Data}",
            "-c", $"cluster_name={Name}", "-c", "autovacuum=off", "-c", "fsync=off",
        ]);
        await _server.WaitForLineAsync("ready to accept connections");
    }

    private async Task StartClientsAsync(int clients, int scale, int perSecond)
    {
        string[] bench = ["setpriv", .. AsPostgres, "pgbench", "-h", Data];
        await Shell.RunAsync(bench[0], [.. bench[1..], "-i", "-q", "-s", scale.ToString(CultureInfo.InvariantCulture), "postgres"]);
        _clients = new RunningProgram(bench[0],
        [
            .. bench[1..], "-S", "-c", clients.ToString(CultureInfo.InvariantCulture), "-R", perSecond.ToString(CultureInfo.InvariantCulture), "-T", "600", "-P", "1", "postgres",
        ]);
        await _clients.WaitForLineAsync("progress: 2");
    }
}
