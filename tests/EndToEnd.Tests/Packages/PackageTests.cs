using Damon.Contracts.Rest;
using Damon.EndToEnd.Tests.Docker;
using Damon.EndToEnd.Tests.Stack;

namespace Damon.EndToEnd.Tests.Packages;

/// <summary>The Debian package in a minimal Debian that runs systemd.</summary>
[Collection(Lanes.Beside)]
public sealed class PackageTests(ContainerFixture containers)
{
    private const string Server = "damon-server";
    private const string Sampler = "damon-sampler";

    /// <summary>Of ten, where less is better; systemd calls up to 2 OK. It counts in tenths.</summary>
    private const string MostExposure = "--threshold=20";

    [Fact]
    public async Task Package_InstalledUpgradedAndRemoved_RecordsAndKeepsWhatIsRecorded()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Starting a machine of its own needs root.");
        using var folder = new TemporaryFolder();
        await using var machine = await SystemdMachine.StartAsync(folder.Folder("machine"), await containers.Bases.RootAsync());
        var address = new Uri($"http://127.0.0.1:{Ports.Free()}/");
        await ListenAtAsync(machine, address);

        await InstallAsync(machine, await DebianPackage.BuildAsync("0.1", folder.Path));
        await CheckUnitsAsync(machine);
        await CheckRightsAsync(machine);
        var url = (await machine.RunAsync("damon", "url")).Trim();
        Assert.StartsWith($"{address}?token=", url, StringComparison.Ordinal);
        using var api = new DamonApi(address, url.Split('=')[1]);
        await WaitForSamplerAsync(api);
        await CheckCommandAsync(machine);
        var recorded = await RecordAsync(machine, folder, api);

        await InstallAsync(machine, await DebianPackage.BuildAsync("0.2", folder.Path));
        Assert.Equal("0.2", await machine.RunAsync("dpkg-query", "-W", "-f", "${Version}", "damon"));
        await WaitForSamplerAsync(api);
        var kept = await api.SessionAsync(recorded.Id);
        Assert.True(kept.SnapshotCount >= recorded.SnapshotCount, $"{kept.SnapshotCount} of {recorded.SnapshotCount} snapshots");
        Assert.Equal(kept.SnapshotCount, (await api.SnapshotsAsync(recorded.Id)).Count);
        await CheckDatabaseAsync(machine, recorded.Id);

        await machine.RunAsync("apt-get", "-q", "remove", "-y", "damon");
        await AssertGoneAsync(machine, "/usr/lib/damon", "/usr/bin/damon", "/run/damon");
        await machine.RunAsync("test", "-s", "/var/lib/damon/damon.db");
        await machine.RunAsync("grep", "-q", $"^Damon__Urls={address}", "/etc/damon/server.env");
        foreach (var unit in new[] { Server, Sampler })
        {
            var state = await machine.PropertiesAsync(unit);
            Assert.Equal(("inactive", "0"), (state["ActiveState"], state["MainPID"]));
        }

        await machine.RunAsync("apt-get", "-q", "purge", "-y", "damon");
        await AssertGoneAsync(machine, "/var/lib/damon", "/etc/damon");
    }

    // Beside whatever listens at the usual place: the network is the host's. A file of settings that is there before is kept, as one that was changed.
    private static async Task ListenAtAsync(SystemdMachine machine, Uri address) =>
        await machine.RunAsync("sh", "-c", $"mkdir -p /etc/damon && echo 'Damon__Urls={address}' >/etc/damon/server.env");

    private static async Task InstallAsync(SystemdMachine machine, string package)
    {
        await machine.RunAsync("apt-get", "-q", "install", "-y", "--no-install-recommends", "-o", "Dpkg::Options::=--force-confold", machine.Put(package));
        foreach (var unit in new[] { Server, Sampler })
        {
            Assert.True((await machine.TryAsync("systemctl", "is-active", unit)).IsSuccess,
                await machine.RunAsync("journalctl", "--no-pager", "-u", Server, "-u", Sampler));
            await machine.RunAsync("systemctl", "is-enabled", unit);
        }
    }

    private static async Task CheckUnitsAsync(SystemdMachine machine)
    {
        foreach (var unit in new[] { Server, Sampler })
        {
            var verified = await machine.TryAsync("systemd-analyze", "verify", "--man=no", $"/lib/systemd/system/{unit}.service");
            Assert.True(verified.IsSuccess && verified.StandardError.Length == 0, verified.StandardError);
            await machine.RunAsync("systemd-analyze", "security", "--no-pager", "--offline=yes", MostExposure, $"/lib/systemd/system/{unit}.service");
        }
    }

    private static async Task CheckRightsAsync(SystemdMachine machine)
    {
        Assert.Equal(new ProcessRights(await UidAsync(machine, "damon"), "", "", NoNewPrivileges: "1", Seccomp: "2", HasNetwork: true), await RightsAsync(machine, Server));
        Assert.Equal(
            new ProcessRights(await UidAsync(machine, "damon-sampler"), ProcessRights.FourCapabilities, ProcessRights.FourCapabilities,
                NoNewPrivileges: "1", Seccomp: "2", HasNetwork: false),
            await RightsAsync(machine, Sampler));
        // The address with the token is not for readers of the journal.
        Assert.DoesNotContain("token=", await machine.RunAsync("journalctl", "--no-pager"), StringComparison.Ordinal);
        Assert.Equal("2750 damon damon", (await machine.RunAsync("stat", "-c", "%a %U %G", "/run/damon")).Trim());
        Assert.Equal("660 damon damon", (await machine.RunAsync("stat", "-c", "%a %U %G", "/run/damon/sampler.sock")).Trim());
        Assert.Equal("700 damon damon", (await machine.RunAsync("stat", "-c", "%a %U %G", "/var/lib/damon")).Trim());
    }

    // The sampler refuses, because it does not see the host's processes here: that is told from end to end.
    private static async Task CheckCommandAsync(SystemdMachine machine)
    {
        var pid = (await machine.PropertiesAsync(Server))["MainPID"];
        var report = await machine.TryAsync("damon", "report", "--pid", pid, "--for", "15s");
        Assert.False(report.IsSuccess);
        Assert.Contains("pid namespace", report.StandardError, StringComparison.Ordinal);
    }

    // While the server runs; the copy is then damaged, and asked about as a database of its own.
    private static async Task CheckDatabaseAsync(SystemdMachine machine, string session)
    {
        Assert.StartsWith("The database is sound", await machine.RunAsync("damon", "check-database"), StringComparison.Ordinal);
        Assert.StartsWith("Everything recorded until now is in /root/copy.db", await machine.RunAsync("damon", "backup", "/root/copy.db"), StringComparison.Ordinal);
        Assert.StartsWith("The database is sound", await machine.RunAsync("damon", "check-database", "--Damon:Database=/root/copy.db"), StringComparison.Ordinal);
        await machine.RunAsync("grep", "-q", session, "/root/copy.db");
        await machine.RunAsync("sh", "-c", "size=$(stat -c %s /root/copy.db); dd if=/dev/urandom of=/root/copy.db bs=4096 seek=$((size / 8192)) count=$((size / 16384)) conv=notrunc status=none");
        Assert.False((await machine.TryAsync("damon", "check-database", "--Damon:Database=/root/copy.db")).IsSuccess);
        // What is the server's own must stay so, although root has looked.
        Assert.All((await machine.RunAsync("stat", "-c", "%U", "/var/lib/damon/damon.db", "/var/lib/damon/damon.db-wal", "/var/lib/damon/damon.db-shm")).Split('\n', StringSplitOptions.RemoveEmptyEntries),
            static owner => Assert.Equal("damon", owner));
    }

    private static async Task<string> UidAsync(SystemdMachine machine, string user) => (await machine.RunAsync("id", "-u", user)).Trim();

    private static async Task<ProcessRights> RightsAsync(SystemdMachine machine, string unit)
    {
        var process = "/proc/" + (await machine.PropertiesAsync(unit))["MainPID"];
        var hasNetwork = await machine.RunAsync("readlink", process + "/ns/net") == await machine.RunAsync("readlink", "/proc/1/ns/net");
        return ProcessRights.Parse(await machine.RunAsync("cat", process + "/status"), hasNetwork);
    }

    private static Task WaitForSamplerAsync(DamonApi api) =>
        Wait.UntilAsync("the sampler is connected", async () => (await api.HealthAsync()).Sampler.Status == "ok");

    private static async Task<SessionResource> RecordAsync(SystemdMachine machine, TemporaryFolder folder, DamonApi api)
    {
        await machine.RunAsync("systemctl", "stop", Sampler);
        await Wait.UntilAsync("the sampler is gone", async () => (await api.HealthAsync()).Sampler.Status != "ok");
        await using var sampler = await SamplerOfHost.StartAsync(machine, folder);
        await Wait.UntilAsync("the sampler is connected", async () =>
        {
            Assert.False(sampler.HasExited, $"The sampler has ended:\n{sampler.Output}");
            return (await api.HealthAsync()).Sampler.Status == "ok";
        });
        using var workload = Workload.Run("hot", "64", "16", "16");
        var session = await api.StartAsync(workload.Pid);
        await api.WaitForSnapshotsAsync(session.Id, 10);
        var ended = await api.StopAsync(session.Id);
        Assert.Contains(await api.SnapshotsAsync(session.Id), snapshot => snapshot.Regions.Any(region => region.NrAccesses > 0));
        return ended;
    }

    private static async Task AssertGoneAsync(SystemdMachine machine, params string[] paths)
    {
        foreach (var path in paths)
        {
            await machine.RunAsync("test", "!", "-e", path);
        }
    }
}
