using System.Diagnostics;

namespace Damon.Server.Tests.Integrity;

/// <summary>The server's program with a command instead of serving.</summary>
internal static class ServerCommand
{
    /// <summary>Runs it; its exit status, and what it says on standard output and standard error.</summary>
    public static async Task<(int Status, string Said)> RunAsync(string database, params string[] words)
    {
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "Damon.Server.dll"), .. words, $"--Damon:Database={database}"];
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, string.Concat(said));
    }
}
