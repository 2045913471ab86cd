using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Damon.Interop.Tests;

/// <summary>Compilers and what they made, run to their end.</summary>
internal static class Tool
{
    /// <summary>What it printed; the test fails when it ended with an error.</summary>
    public static string Run(string file, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }

    /// <summary>The folder of this project's sources.</summary>
    public static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
