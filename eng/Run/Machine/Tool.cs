using System.ComponentModel;
using System.Diagnostics;

namespace Damon.Run.Machine;

/// <summary>Programs of the system that answer at once.</summary>
internal static class Tool
{
    private const int NotFound = 127;

    /// <summary>Runs <paramref name="command"/> at this terminal; its exit status, 127 when there is no such program.</summary>
    public static async Task<int> StatusAsync(IReadOnlyList<string> command, bool quiet = false)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = quiet, RedirectStandardError = quiet };
        try
        {
            using var process = Process.Start(start)!;
            if (quiet)
            {
                await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            }

            await process.WaitForExitAsync();
            return process.ExitCode;
        }
        catch (Win32Exception)
        {
            return NotFound;
        }
    }

    /// <summary>What <paramref name="command"/> prints, without white space at its ends; empty when there is no such program.</summary>
    public static async Task<string> OutputAsync(IReadOnlyList<string> command)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true })!;
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return output.Trim();
        }
        catch (Win32Exception)
        {
            return "";
        }
    }

    /// <summary>Where <paramref name="program"/> is; null when it is in no folder of PATH, nor in those that only root has there.</summary>
    public static string? Find(string program) =>
        $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/sbin".Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
