namespace Damon.EndToEnd.Tests;

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
