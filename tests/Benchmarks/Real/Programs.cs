using System.Diagnostics;
using System.Net.Sockets;

namespace Damon.Benchmarks.Real;

/// <summary>Starts programs for a benchmark, on loopback, with directories of their own.</summary>
internal static class Programs
{
    public static string NewDirectory(string name)
    {
        var path = Directory.CreateTempSubdirectory($"damon-real-{name}-").FullName;
        File.SetUnixFileMode(path, (UnixFileMode)0b111_111_111);
        return path;
    }

    public static int FreePort()
    {
        using var socket = new TcpListener(System.Net.IPAddress.Loopback, 0);
        socket.Start();
        return ((System.Net.IPEndPoint)socket.LocalEndpoint).Port;
    }

    public static Process Start(string file, params string[] arguments) => Start(new ProcessStartInfo(file, arguments));

    public static Process Start(ProcessStartInfo start)
    {
        (start.RedirectStandardOutput, start.RedirectStandardError, start.RedirectStandardInput) = (true, true, true);
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start.");
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    public static string Output(string file, params string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var text = process.StandardOutput.ReadToEnd();
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? text : throw new InvalidOperationException($"{file} {string.Join(' ', arguments)}: {errors}");
    }

    public static void Until(Func<bool> condition, string what)
    {
        for (var tries = 0; !condition(); tries++)
        {
            if (tries > 600)
            {
                throw new TimeoutException(what);
            }

            Thread.Sleep(100);
        }
    }

    public static void End(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }

        process.Dispose();
    }
}
