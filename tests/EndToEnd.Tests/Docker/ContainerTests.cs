using Damon.EndToEnd.Tests.Stack;
using Damon.Model.Monitoring;

namespace Damon.EndToEnd.Tests.Docker;

/// <summary>Both images running together, with what compose.yaml gives them and nothing more.</summary>
[Collection(Lanes.Beside)]
public sealed class ContainerTests(ContainerFixture containers)
{
    private const string SocketVolume = "/run/damon";

    [Fact]
    public async Task Compose_BothServices_MonitorAProcessOfTheHost()
    {
        var (serverImage, samplerImage) = await containers.ImagesAsync();
        var compose = new ComposeFile(await File.ReadAllLinesAsync(Repository.PathOf("docker/compose.yaml"), TestContext.Current.CancellationToken));
        using var volumes = new TemporaryFolder();
        var address = new Uri($"http://127.0.0.1:{Ports.Free()}/");
        Configure(serverImage, compose, "server");
        Configure(samplerImage, compose, "sampler");
        serverImage.Environment["Damon__Urls"] = address.ToString();

        await using var server = Chroot.Start(serverImage, containers.Bases, ["--mount", "--pid", "--fork", "--kill-child"],
            await MountsAsync(compose, "server", serverImage, volumes), Privileges(compose, "server", serverImage));
        await server.WaitForLineAsync("Damon is ready");
        Assert.Equal("host", compose["services.sampler.pid"].Single());
        Assert.Equal("none", compose["services.sampler.network_mode"].Single());
        await using var sampler = Chroot.Start(samplerImage, containers.Bases, ["--mount", "--net"],
            await MountsAsync(compose, "sampler", serverImage, volumes), Privileges(compose, "sampler", samplerImage));

        using var api = new DamonApi(address, DamonStack.Token);
        await Wait.UntilAsync("the sampler is connected", async () =>
        {
            Assert.False(sampler.HasExited, $"The sampler has ended:\n{sampler.Output}");
            return (await api.HealthAsync()).Sampler.Status == "ok";
        });
        var operations = (await api.SamplersAsync()).Single().Operations.Single(kind => kind.Kind == OperationsKind.PageTable);
        Assert.True(operations.Available, operations.Reason);
        using var workload = Workload.Run("hot", "64", "16", "16");
        var session = await api.StartAsync(workload.Pid);
        await api.WaitForSnapshotsAsync(session.Id, 10);
        var ended = await api.StopAsync(session.Id);
        Assert.Equal(OperationsKind.PageTable, ended.Operations);
        Assert.Contains(await api.SnapshotsAsync(session.Id), snapshot => snapshot.Regions.Any(region => region.NrAccesses > 0));
    }

    private static void Configure(ImageStage image, ComposeFile compose, string service)
    {
        foreach (var (name, value) in compose.Map($"services.{service}.environment"))
        {
            image.Environment[name] = value.StartsWith("${", StringComparison.Ordinal) ? DamonStack.Token : value;
        }
    }

    // A new volume takes over what the image has at the place where it is mounted first, here the server's.
    private static async Task<string[]> MountsAsync(ComposeFile compose, string service, ImageStage first, TemporaryFolder volumes)
    {
        var mounts = new List<string>();
        foreach (var parts in compose[$"services.{service}.volumes"].Select(volume => volume.Split(':')))
        {
            var source = parts[0];
            if (!source.StartsWith('/'))
            {
                source = volumes.PathOf(parts[0]);
                if (!Directory.Exists(source))
                {
                    await Shell.RunAsync("cp", "-a", first.Changes + parts[1], source);
                }
            }

            mounts.Add($"mkdir -p \"$root{parts[1]}\"");
            mounts.Add($"mount --bind '{source}' \"$root{parts[1]}\"");
        }

        Assert.Contains(mounts, mount => mount.EndsWith($"$root{SocketVolume}\"", StringComparison.Ordinal));
        return [.. mounts];
    }

    private static string[] Privileges(ComposeFile compose, string service, ImageStage image)
    {
        Assert.Equal(["ALL"], compose[$"services.{service}.cap_drop"]);
        var bounds = string.Concat(compose[$"services.{service}.cap_add"].Select(name => ",+" + name.ToLowerInvariant()));
        var user = image.Expand(image.User);
        return ["--no-new-privs", "--reuid", user, "--regid", user, "--clear-groups", "--inh-caps=-all", $"--bounding-set=-all{bounds}"];
    }
}
