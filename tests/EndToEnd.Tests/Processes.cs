namespace Damon.EndToEnd.Tests;

/// <summary>Looks at processes of this machine.</summary>
internal static class Processes
{
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
