using System.Diagnostics;

namespace Damon.Server.Tests.Hosting;

/// <summary>Commands of the system.</summary>
internal static class Commands
{
    /// <summary>Runs one, and returns its status.</summary>
    public static int Run(string command, params string[] arguments) => Run(command, arguments, out _);

    /// <summary>Runs one that must succeed, and returns what it says.</summary>
    public static string Read(string command, params string[] arguments)
    {
        Assert.Equal(0, Run(command, arguments, out var said));
        return said;
    }

    private static int Run(string command, string[] arguments, out string said)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true })!;
        said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
