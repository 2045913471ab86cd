using System.Buffers.Text;
using System.Text;
using Damon.Sampler.Procfs;

namespace Damon.Sampler.Groups;

/// <summary>Reads the folders of control groups. They may vanish at any moment.</summary>
internal static class CgroupFolder
{
    /// <summary>Whether there is such a group.</summary>
    public static bool Exists(string folder) => File.Exists(Path.Combine(folder, "cgroup.procs"));

    /// <summary>Adds the ids of the processes of a group and of all below it.</summary>
    public static void AddProcesses(string folder, HashSet<int> pids)
    {
        // A group that holds single threads of processes can't be read: the processes are listed above it.
        if (ProcFile.TryRead(Path.Combine(folder, "cgroup.procs"), out var text))
        {
            AddNumbers(text, pids);
        }

        foreach (var below in Below(folder))
        {
            AddProcesses(below, pids);
        }
    }

    /// <summary>The topmost groups at or below a folder that are wanted.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="path">Its path from the hierarchy's root.</param>
    /// <param name="isWanted">Says so of a path.</param>
    public static IEnumerable<string> Find(string root, string path, Predicate<string> isWanted)
    {
        if (isWanted(path))
        {
            return [root];
        }

        return Below(root).SelectMany(below => Find(below, $"{path.TrimEnd('/')}/{Path.GetFileName(below)}", isWanted));
    }

    /// <summary>A number in a file of a group; null when there is none, such as <c>max</c>.</summary>
    public static long? ReadNumber(string folder, string file)
        => ProcFile.TryRead(Path.Combine(folder, file), out var text) && long.TryParse(Encoding.ASCII.GetString(text), out var number) ? number : null;

    private static string[] Below(string folder)
    {
        try
        {
            return Directory.GetDirectories(folder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return [];
        }
    }

    // A process that this one can't see, of another namespace of pids, is listed as 0.
    private static void AddNumbers(ReadOnlySpan<byte> text, HashSet<int> pids)
    {
        while (!text.IsEmpty)
        {
            if (Utf8Parser.TryParse(text, out int pid, out _) && pid > 0)
            {
                pids.Add(pid);
            }

            var end = text.IndexOf((byte)'\n');
            text = end < 0 ? [] : text[(end + 1)..];
        }
    }
}
