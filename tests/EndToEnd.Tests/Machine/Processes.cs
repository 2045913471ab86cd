using System.Globalization;

namespace Damon.EndToEnd.Tests.Machine;

/// <summary>Looks at processes of this machine.</summary>
internal static class Processes
{
    /// <summary>Sends a signal; a process that has just ended is no fault.</summary>
    public static void Signal(int pid, int signal)
    {
        if (Libc.Kill(pid, signal) != 0 && IsAlive(pid))
        {
            throw new InvalidOperationException($"Process {pid} cannot be signalled.");
        }
    }

    /// <summary>Children, their children, and so on.</summary>
    public static IReadOnlyList<int> DescendantsOf(int pid)
    {
        var children = Directory.GetDirectories("/proc").Select(Path.GetFileName)
            .Where(name => int.TryParse(name, out _)).Select(name => int.Parse(name!, CultureInfo.InvariantCulture))
            .ToLookup(ParentOf);
        var found = new List<int>();
        Add(pid);
        return found;

        void Add(int parent)
        {
            foreach (var child in children[parent])
            {
                found.Add(child);
                Add(child);
            }
        }
    }

    /// <summary>The first descendant that runs this assembly; it may have started others of the kind.</summary>
    public static int DotNetOf(int pid, string assembly) => DescendantsOf(pid)
        .First(one => CommandLineOf(one) is [var first, var file, ..] && first.EndsWith("dotnet", StringComparison.Ordinal) && file.EndsWith(assembly, StringComparison.Ordinal));

    /// <summary>Program and arguments; empty when it has ended.</summary>
    public static string[] CommandLineOf(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline").TrimEnd('\0').Split('\0');
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static int ParentOf(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    /// <summary>A zombie has ended; only its parent has not looked yet.</summary>
    public static bool IsAlive(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[stat.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }
}
