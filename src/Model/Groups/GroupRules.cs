namespace Damon.Model.Groups;

/// <summary>What is accepted as the name of a group.</summary>
public static class GroupRules
{
    /// <summary>Longest path or pattern, characters.</summary>
    public const int LongestName = 4_096;

    private const string Parent = "..";

    /// <summary>What is wrong with a name and what would be right, as a sentence; null when nothing is.</summary>
    public static string? FaultOf(GroupKind kind, string name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return $"The name is empty; give {Wanted(kind)}.";
        }

        if (name.Length > LongestName)
        {
            return $"The name has {name.Length} characters; give at most {LongestName}.";
        }

        if (name.Any(char.IsControl))
        {
            return $"The name has a control character; give {Wanted(kind)}.";
        }

        return kind switch
        {
            GroupKind.Cgroup when name[0] != '/' || name.Split('/').Contains(Parent)
                => $"'{name}' is no path of a control group; give {Wanted(kind)}.",
            GroupKind.Unit or GroupKind.Container when name.Contains('/', StringComparison.Ordinal)
                => $"'{name}' has a slash; give {Wanted(kind)}, or a path as cgroup.",
            _ => null,
        };
    }

    private static string Wanted(GroupKind kind) => kind switch
    {
        GroupKind.Cgroup => "its path from the hierarchy's root, such as /system.slice/redis.service",
        GroupKind.Unit => "the name of a unit of systemd, such as redis.service",
        GroupKind.Container => "a container's id or name as the list of processes shows it",
        _ => "a pattern for the name or the command line of processes, such as postgres*",
    };
}
