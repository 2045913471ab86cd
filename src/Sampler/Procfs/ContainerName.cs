using System.Text.RegularExpressions;

namespace Damon.Sampler.Procfs;

/// <summary>
/// Tells a process's container by its control group: container runtimes name the group after the container, each in its
/// own way (<c>docker-ID.scope</c>, <c>cri-containerd-ID.scope</c>, <c>/docker/ID</c>, <c>/lxc.payload.NAME</c>, …).
/// </summary>
internal static partial class ContainerName
{
    private const int ShortId = 12;

    /// <summary>Digits of an id that are enough to mean it.</summary>
    private const int FewestDigits = 4;

    /// <summary>Runtime and short id or name, such as <c>docker 0123456789ab</c>; null when no group looks like a container's.</summary>
    /// <param name="groups">The text of <c>/proc/PID/cgroup</c>, or the path of a control group.</param>
    public static string? Of(string groups) => Find(groups) is { } found ? $"{found.Runtime} {(found.HasId ? found.Name[..ShortId] : found.Name)}" : null;

    /// <summary>Whether a control group is that of a container, or lies below it.</summary>
    /// <param name="path">The path of the group.</param>
    /// <param name="wanted">The container's name, or its id or the beginning of it; the runtime may stand before it, as in <see cref="Of"/>.</param>
    public static bool IsIn(string path, string wanted)
    {
        if (Find(path) is not { } found)
        {
            return false;
        }

        var name = wanted.StartsWith(found.Runtime + " ", StringComparison.Ordinal) ? wanted[(found.Runtime.Length + 1)..] : wanted;
        return found.HasId ? name.Length >= FewestDigits && found.Name.StartsWith(name, StringComparison.Ordinal) : found.Name == name;
    }

    private static (string Runtime, string Name, bool HasId)? Find(string groups)
    {
        foreach (var line in groups.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (ById().Match(line) is { Success: true } found)
            {
                return (Runtime(found.Groups["runtime"].Value), found.Groups["id"].Value, true);
            }

            if (ByName().Match(line) is { Success: true } named)
            {
                return (named.Groups["kind"].Value.StartsWith("lxc", StringComparison.Ordinal) ? "lxc" : "nspawn", named.Groups["name"].Value, false);
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
