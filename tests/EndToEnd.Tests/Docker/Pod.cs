using Damon.EndToEnd.Tests.Stack;
using k8s.Models;

namespace Damon.EndToEnd.Tests.Docker;

/// <summary>A pod of the manifest on this machine: its containers with the volumes, users and capabilities written there.</summary>
internal sealed class Pod(V1PodSpec spec, Podman engine, TemporaryFolder folder, Uri address)
{
    /// <summary>Makes its volumes, as a node does.</summary>
    public async Task MakeVolumesAsync()
    {
        foreach (var volume in spec.Volumes)
        {
            if (volume.EmptyDir is not null)
            {
                await Shell.RunAsync("install", "-d", "-g", $"{spec.SecurityContext.FsGroup}", "-m", "2777", folder.PathOf(volume.Name));
            }
            else if (volume.HostPath.Type == "DirectoryOrCreate")
            {
                folder.Folder(volume.Name);
            }
        }
    }

    /// <summary>Starts a container.</summary>
    public RunningProgram Start(V1Container container) =>
        engine.Start([.. Options(container), .. Privileges(container.SecurityContext)], "localhost/" + container.Image);

    // The pod's network is shared by its containers; here it is the machine's.
    private IEnumerable<string> Options(V1Container container) =>
    [
        "--name", NameOf(container.Name), "--network=host", BaseImages.DotnetVolume,
        .. spec.HostPID == true ? ["--pid=host"] : Array.Empty<string>(),
        .. container.Command is { } command ? [$"--entrypoint={System.Text.Json.JsonSerializer.Serialize(command)}"] : Array.Empty<string>(),
        .. (container.Env ?? []).Select(variable => $"--env={variable.Name}={ValueOf(variable)}"),
        .. container.VolumeMounts.Select(mount => $"--volume={SourceOf(mount.Name)}:{mount.MountPath}:{(mount.ReadOnlyProperty == true ? "ro" : "rw")}"),
    ];

    public static string NameOf(string container) => "pod-" + container;

    private string ValueOf(V1EnvVar variable) => variable.Name switch
    {
        // The machine's usual port may be taken.
        "Damon__Urls" => address.ToString(),
        _ when variable.ValueFrom?.SecretKeyRef is not null => DamonStack.Token,
        _ => variable.Value,
    };

    private string SourceOf(string volume)
    {
        var source = spec.Volumes.Single(candidate => candidate.Name == volume);
        return source.HostPath?.Type == "Directory" ? source.HostPath.Path : folder.PathOf(volume);
    }

    private IEnumerable<string> Privileges(V1SecurityContext security) =>
    [
        $"--user={security.RunAsUser}:{security.RunAsGroup ?? 0}", $"--group-add={spec.SecurityContext.FsGroup}",
        .. security.AllowPrivilegeEscalation == false ? ["--security-opt=no-new-privileges"] : Array.Empty<string>(),
        .. security.ReadOnlyRootFilesystem == true ? ["--read-only", "--read-only-tmpfs=false"] : Array.Empty<string>(),
        .. security.AppArmorProfile?.Type == "Unconfined" ? ["--security-opt=apparmor=unconfined"] : Array.Empty<string>(),
        // Podman's own filter is as CRI-O's.
        .. security.Capabilities.Add?.Contains("BPF") == true ? ["--security-opt=seccomp=docker/seccomp.json"] : Array.Empty<string>(),
        .. (security.Capabilities.Drop ?? []).Select(name => $"--cap-drop={name}"),
        .. (security.Capabilities.Add ?? []).Select(name => $"--cap-add={name}"),
    ];
}
