using System.Text.RegularExpressions;

namespace Damon.Sampler.Procfs;

/// <summary>
/// Tells a process's container by its control group: container runtimes name the group after the container, each in its
/// own way (<c>docker-ID.scope</c>, <c>cri-containerd-ID.scope</c>, <c>/docker/ID</c>, <c>/lxc.payload.NAME</c>, …).
/// </summary>
internal static partial class ContainerName
{
    private const int ShortId = 12;

    /// <summary>Runtime and short id or name, such as <c>docker 0123456789ab</c>; null when no group looks like a container's.</summary>
    /// <param name="groups">The text of <c>/proc/PID/cgroup</c>.</param>
    public static string? Of(string groups)
    {
        foreach (var line in groups.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (ById().Match(line) is { Success: true } found)
            {
                return $"{Runtime(found.Groups["runtime"].Value)} {found.Groups["id"].Value[..ShortId]}";
            }

            if (ByName().Match(line) is { Success: true } named)
            {
                return $"{(named.Groups["kind"].Value.StartsWith("lxc", StringComparison.Ordinal) ? "lxc" : "nspawn")} {named.Groups["name"].Value}";
            }
        }

        return null;
    }

    private static string Runtime(string prefix) => prefix switch
    {
        "cri-containerd" => "containerd",
        "crio" => "cri-o",
        "libpod" => "podman",
        "docker" => prefix,
        _ => "container",
    };

    [GeneratedRegex("(?:/|(?<runtime>[a-z-]+)[-/])(?<id>[0-9a-f]{64})(?:\\.scope)?(?:/|$)")]
    private static partial Regex ById();

    [GeneratedRegex("/(?<kind>lxc\\.payload\\.|lxc/|machine\\.slice/machine-)(?<name>[\\w.-]+?)(?:\\.scope)?(?:/|$)")]
    private static partial Regex ByName();
}
