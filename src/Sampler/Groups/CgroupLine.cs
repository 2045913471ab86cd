namespace Damon.Sampler.Groups;

/// <summary>A line of <c>/proc/PID/cgroup</c>: the group of a process in one hierarchy.</summary>
/// <param name="Controllers">The hierarchy's controllers; none in version 2.</param>
/// <param name="Path">From the hierarchy's root.</param>
internal readonly record struct CgroupLine(IReadOnlyList<string> Controllers, string Path)
{
    /// <summary>The path of a hierarchy's root, to which every process belongs.</summary>
    public const string Root = "/";

    private const string Above = "/..";

    /// <summary>Whether the group lies outside of the namespace in which the sampler is, so that it has no path from a root here.</summary>
    public bool IsOutside => Path == Above || Path.StartsWith(Above + "/", StringComparison.Ordinal);

    /// <summary>Reads the file's text; what is no such line is left out.</summary>
    public static IEnumerable<CgroupLine> Parse(string text)
    {
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            // Only the path may hold a colon.
            if (line.Split(':', 3) is [_, var controllers, ['/', ..] path])
            {
                yield return new CgroupLine(controllers.Split(',', StringSplitOptions.RemoveEmptyEntries), path);
            }
        }
    }

    /// <summary>The group and those above it, from the top on; not the root.</summary>
    public IEnumerable<string> Upwards()
    {
        for (var end = Path.IndexOf('/', 1); end > 0; end = Path.IndexOf('/', end + 1))
        {
            yield return Path[..end];
        }

        if (Path != Root)
        {
            yield return Path;
        }
    }

    /// <summary>Whether the group is that of a path, or one below it.</summary>
    public bool IsIn(string path)
    {
        var top = path.TrimEnd('/');
        return Path.StartsWith(top, StringComparison.Ordinal) && (Path.Length == top.Length || Path[top.Length] == '/');
    }
}
