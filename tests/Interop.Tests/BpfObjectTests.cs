using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Damon.Interop.Tests;

public sealed class BpfObjectTests
{
    private const string CompilerOfTheCommittedObject = "clang version 14.";

    [Fact]
    public void CommittedObject_RecompiledFromItsSource_IsTheSame()
    {
        var clang = Run("sh", "-c", "clang-14 --version 2>/dev/null || true");
        Assert.SkipUnless(clang.Contains(CompilerOfTheCommittedObject, StringComparison.Ordinal),
            "clang-14 is not installed; another compiler gives another object from the same source.");
        var folder = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "../../src/Sampler/Bpf"));
        var fresh = Path.Combine(Path.GetTempPath(), $"damon-{Environment.ProcessId}.bpf.o");
        try
        {
            Run(Path.Combine(folder, "build"), fresh);

            Assert.Equal(File.ReadAllBytes(Path.Combine(folder, "page_table.bpf.o")), File.ReadAllBytes(fresh));
        }
        finally
        {
            File.Delete(fresh);
        }
    }

    private static string Run(string file, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
