using Damon.EndToEnd.Tests.Stack;
using k8s;
using k8s.Models;

namespace Damon.EndToEnd.Tests.Docker;

/// <summary>The manifest for Kubernetes: read as the cluster would read it, and carried out.</summary>
[Collection(Lanes.Beside)]
public sealed class KubernetesTests(ContainerFixture containers)
{
    [Fact]
    public async Task Manifest_ReadByTheTypesOfKubernetes_HasNoUnknownFieldAndItsPartsFit()
    {
        var set = await ReadAsync();

        Assert.Equal(("apps/v1", "DaemonSet"), (set.ApiVersion, set.Kind));
        Assert.Equal(set.Spec.Selector.MatchLabels, set.Spec.Template.Metadata.Labels);
        var spec = set.Spec.Template.Spec;
        Assert.True(spec.HostPID);
        Assert.NotEqual(true, spec.HostNetwork);
        var volumes = spec.Volumes.Select(volume => volume.Name).Order();
        Assert.Equal(volumes, spec.Containers.SelectMany(container => container.VolumeMounts).Select(mount => mount.Name).Distinct().Order());
        Assert.All(spec.Containers, container => Assert.NotEqual(true, container.SecurityContext.Privileged));
    }

    [Fact]
    public async Task Manifest_UnknownField_IsNotRead()
    {
        var text = await File.ReadAllTextAsync(Repository.PathOf("docker/kubernetes.yaml"), TestContext.Current.CancellationToken);

        Assert.ThrowsAny<Exception>(() => KubernetesYaml.Deserialize<V1DaemonSet>(text.Replace("hostPID", "hostPid", StringComparison.Ordinal), strict: true));
    }

    [Fact]
    public async Task Manifest_ItsContainers_MonitorAProcessOfTheNode()
    {
        var engine = await containers.EngineAsync();
        var spec = (await ReadAsync()).Spec.Template.Spec;
        using var folder = new TemporaryFolder();
        var address = new Uri($"http://127.0.0.1:{Ports.Free()}/");
        var pod = new Pod(spec, engine, folder, address);
        await pod.MakeVolumesAsync();
        foreach (var container in spec.InitContainers)
        {
            await using var first = pod.Start(container);
            Assert.True(await first.WaitForExitAsync() == 0, first.Output);
        }

        await using var server = pod.Start(spec.Containers.Single(container => container.Name == "server"));
        await server.WaitForLineAsync("Damon is ready");
        await using var sampler = pod.Start(spec.Containers.Single(container => container.Name == "sampler"));
        using var api = new DamonApi(address, DamonStack.Token);
        await Wait.UntilAsync("the sampler is connected", async () =>
        {
            Assert.False(sampler.HasExited, $"The sampler has ended:\n{sampler.Output}");
            return (await api.HealthAsync()).Sampler.Status == "ok";
        });
        Assert.Equal(
            new ProcessRights("1654", "", "", NoNewPrivileges: "1", Seccomp: "2", HasNetwork: true),
            ProcessRights.Read(await engine.PidAsync(Pod.NameOf("server"))));
        Assert.Equal(
            new ProcessRights("0", ProcessRights.FourCapabilities, ProcessRights.FourCapabilities, NoNewPrivileges: "1", Seccomp: "2", HasNetwork: true),
            ProcessRights.Read(await engine.PidAsync(Pod.NameOf("sampler"))));
        using var workload = Workload.Run("hot", "64", "16", "16");
        var session = await api.StartAsync(workload.Pid);
        await api.WaitForSnapshotsAsync(session.Id, 5);
        await api.StopAsync(session.Id);
        Assert.Contains(await api.SnapshotsAsync(session.Id), snapshot => snapshot.Regions.Any(region => region.NrAccesses > 0));
    }

    private static async Task<V1DaemonSet> ReadAsync() => KubernetesYaml.Deserialize<V1DaemonSet>(
        await File.ReadAllTextAsync(Repository.PathOf("docker/kubernetes.yaml"), TestContext.Current.CancellationToken), strict: true);
}
