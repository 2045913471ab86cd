using System.Globalization;
using System.Text;
using Damon.Contracts.Json;

namespace Damon.Sampler.Procfs.Uses;

/// <summary>Reads where the threads of a process have their stacks, from <c>/proc/PID/task/TID/syscall</c>; only of those that sleep.</summary>
internal static class StackPointers
{
    /// <summary>Threads looked at: those of a pool are laid out alike.</summary>
    private const int Most = 64;

    /// <summary>The stack pointers; none where the process has one thread only, is gone or may not be read.</summary>
    /// <param name="procRoot">Where the proc file system is mounted.</param>
    /// <param name="pid">The process.</param>
    public static IReadOnlyList<ulong> Read(string procRoot, int pid)
    {
        var found = new List<ulong>();
        try
        {
            var tasks = Path.Combine(procRoot, pid.ToString(CultureInfo.InvariantCulture), "task");

            // The main thread's stack has a name; the newest threads are the ones whose stacks are new.
            foreach (var task in Directory.EnumerateDirectories(tasks).Select(Number).Where(task => task != pid).OrderDescending().Take(Most))
            {
                if (ProcFile.TryRead(Path.Combine(tasks, task.ToString(CultureInfo.InvariantCulture), "syscall"), out var text) && Pointer(Encoding.ASCII.GetString(text)) is { } pointer)
                {
                    found.Add(pointer);
                }
            }
        }
        catch (IOException)
        {
            // It has ended while being looked at.
        }

        return found;
    }

    // "running", or a number with six arguments or none, stack pointer, and program counter.
    private static ulong? Pointer(string text)
        => text.TrimEnd().Split(' ') is [.., var pointer, _] words && words.Length >= 3 && HexAddressConverter.TryParse(pointer, out var address) ? address : null;

    private static int Number(string path) => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
