using System.Globalization;

namespace Damon.EndToEnd.Tests.Machine;

/// <summary>Makes the kernel give a process the number of one that has ended.</summary>
internal static class PidReuse
{
    // Where the kernel goes on counting from; other processes of the machine take numbers too, so it may take some tries.
    private const string Counter = "/proc/sys/kernel/ns_last_pid";
    private const int Tries = 500;

    /// <summary>Starts a program under a number; the test is skipped where the kernel does not let it be chosen.</summary>
    /// <param name="pid">The number, of a process that has ended.</param>
    /// <param name="file">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    public static async Task<RunningProgram> StartAsync(int pid, string file, params string[] arguments)
    {
        Assert.SkipUnless(File.Exists(Counter), "This kernel does not let a process's number be chosen.");
        for (var i = 0; i < Tries; i++)
        {
            await File.WriteAllTextAsync(Counter, (pid - 1).ToString(CultureInfo.InvariantCulture), TestContext.Current.CancellationToken);
            var program = new RunningProgram(file, arguments);
            if (program.Pid == pid)
            {
                return program;
            }

            await program.DisposeAsync();
        }

        throw new InvalidOperationException($"In {Tries} tries no process was given the number {pid}.");
    }
}
