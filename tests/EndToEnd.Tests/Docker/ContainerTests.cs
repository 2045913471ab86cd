using Damon.EndToEnd.Tests.Stack;
using Damon.Model.Monitoring;

namespace Damon.EndToEnd.Tests.Docker;

/// <summary>Both images running together, with what compose.yaml gives them and nothing more.</summary>
[Collection(Lanes.Beside)]
public sealed class ContainerTests(ContainerFixture containers)
{
    [Fact]
    public async Task Compose_BothServices_MonitorAProcessOfTheHost()
    {
        var engine = await containers.EngineAsync();
        var compose = new ComposeFile(await File.ReadAllLinesAsync(Repository.PathOf("docker/compose.yaml"), TestContext.Current.CancellationToken));
        var address = new Uri($"http://127.0.0.1:{Ports.Free()}/");

        // Publishing a port would need a network of its own; the address is as near to the host's browsers.
        await using var server = engine.Start(
            ["--name", "compose-server", "--network", "host", .. Options(compose, "server"), $"--env=Damon__Urls={address}"], ContainerFixture.Server);
        await server.WaitForLineAsync("Damon is ready");
        await using var sampler = engine.Start(["--name", "compose-sampler", .. Options(compose, "sampler")], ContainerFixture.Sampler);

        using var api = new DamonApi(address, DamonStack.Token);
        await Wait.UntilAsync("the sampler is connected", async () =>
        {
            Assert.False(sampler.HasExited, $"The sampler has ended:\n{sampler.Output}");
            return (await api.HealthAsync()).Sampler.Status == "ok";
        });
        Assert.Equal(
            new ProcessRights(BaseImages.ApplicationUid, "", "", NoNewPrivileges: "1", Seccomp: "2", HasNetwork: true),
            ProcessRights.Read(await engine.PidAsync("compose-server")));
        Assert.Equal(
            new ProcessRights("0", ProcessRights.FourCapabilities, ProcessRights.FourCapabilities, NoNewPrivileges: "1", Seccomp: "2", HasNetwork: false),
            ProcessRights.Read(await engine.PidAsync("compose-sampler")));
        var operations = (await api.SamplersAsync()).Single().Operations.Single(kind => kind.Kind == OperationsKind.PageTable);
        Assert.True(operations.Available, operations.Reason);
        using var workload = Workload.Run("hot", "64", "16", "16");
        var session = await api.StartAsync(workload.Pid);
        await api.WaitForSnapshotsAsync(session.Id, 10);
        var ended = await api.StopAsync(session.Id);
        Assert.Equal(OperationsKind.PageTable, ended.Operations);
        Assert.Contains(await api.SnapshotsAsync(session.Id), snapshot => snapshot.Regions.Any(region => region.NrAccesses > 0));

        string[] command = ["exec", "compose-server", .. (await engine.RunAsync("exec", "compose-server", "printenv", "DAMON_COMMAND")).Trim().Split(' ')];
        Assert.StartsWith("Everything recorded until now", await engine.RunAsync([.. command, "backup", "/var/lib/damon/copy.db"]), StringComparison.Ordinal);
        Assert.StartsWith("The database is sound", await engine.RunAsync([.. command, "check-database"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServerImage_Built_IsNotRootAndStartsTheServer()
    {
        var engine = await containers.EngineAsync();

        var about = await engine.RunAsync("inspect", "--format", "{{.Config.User}} {{.Config.Entrypoint}}", ContainerFixture.Server);

        Assert.Equal($"{BaseImages.ApplicationUid} [dotnet Damon.Server.dll]", about.Trim());
    }

    private static IEnumerable<string> Options(ComposeFile compose, string service)
    {
        yield return BaseImages.DotnetVolume;
        foreach (var (name, value) in compose.Map($"services.{service}.environment"))
        {
            yield return $"--env={name}={(value.StartsWith("${", StringComparison.Ordinal) ? DamonStack.Token : value)}";
        }

        (string Key, string Option)[] options =
            [("volumes", "volume"), ("cap_drop", "cap-drop"), ("cap_add", "cap-add"), ("security_opt", "security-opt"), ("pid", "pid"), ("network_mode", "network")];
        foreach (var (key, option) in options)
        {
            foreach (var value in compose[$"services.{service}.{key}"])
            {
                // Paths are relative to the file.
                yield return $"--{option}={value.Replace("seccomp:", "seccomp:docker/", StringComparison.Ordinal)}";
            }
        }
    }
}
