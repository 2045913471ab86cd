using System.Globalization;
using System.Text;
using Damon.Sampler.Procfs;

namespace Damon.Sampler.Groups;

/// <summary>Finds the hierarchies of control groups that are mounted.</summary>
internal static class CgroupMounts
{
    private const int FolderField = 1;
    private const int TypeField = 2;
    private const int OptionsField = 3;

    /// <summary>Options of every mount that are no controllers.</summary>
    private static readonly HashSet<string> Common = ["rw", "ro", "nosuid", "nodev", "noexec", "relatime", "noatime", "xattr", "clone_children", "cpuset_v2_mode"];

    /// <summary>Those that are mounted here, in the order in which groups are looked for; none where that can't be read.</summary>
    /// <param name="procRoot">Where procfs is mounted.</param>
    public static IReadOnlyList<CgroupHierarchy> Read(string procRoot)
        => ProcFile.TryRead(Path.Combine(procRoot, "self", "mounts"), out var text) ? Parse(Encoding.UTF8.GetString(text)) : [];

    /// <summary>The same of a text such as <c>/proc/self/mounts</c>.</summary>
    public static IReadOnlyList<CgroupHierarchy> Parse(string text)
        => [.. text.Split('\n').Select(HierarchyOf).OfType<CgroupHierarchy>().DistinctBy(static one => one.Root).OrderBy(static one => one.Rank)];

    private static CgroupHierarchy? HierarchyOf(string line)
    {
        var fields = line.Split(' ');
        if (fields.Length <= OptionsField)
        {
            return null;
        }

        return fields[TypeField] switch
        {
            "cgroup2" => new CgroupHierarchy(Unescape(fields[FolderField]), true, []),
            "cgroup" => new CgroupHierarchy(Unescape(fields[FolderField]), false, [.. fields[OptionsField].Split(',').Where(static option => IsController(option))]),
            _ => null,
        };
    }

    private static bool IsController(string option)
        => option.StartsWith("name=", StringComparison.Ordinal) || (!Common.Contains(option) && !option.Contains('=', StringComparison.Ordinal));

    // The kernel writes blanks, tabs, line ends and backslashes of a path as three octal digits.
    private static string Unescape(string path)
    {
        const int digits = 3;
        if (!path.Contains('\\', StringComparison.Ordinal))
        {
            return path;
        }

        var plain = new StringBuilder();
        for (var i = 0; i < path.Length; i++)
        {
            if (path[i] == '\\' && i + digits < path.Length && path.AsSpan(i + 1, digits).IndexOfAnyExceptInRange('0', '7') < 0)
            {
                plain.Append((char)path.Substring(i + 1, digits).Aggregate(0, static (sum, digit) => (sum * 8) + int.Parse([digit], CultureInfo.InvariantCulture)));
                i += digits;
            }
            else
            {
                plain.Append(path[i]);
            }
        }

        return plain.ToString();
    }
}
