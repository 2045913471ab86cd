namespace Damon.Interop.Tests;

public sealed class BpfObjectTests
{
    private const string CompilerOfTheCommittedObject = "clang version 14.";

    [Fact]
    public void CommittedObject_RecompiledFromItsSource_IsTheSame()
    {
        var clang = Tool.Run("sh", "-c", "clang-14 --version 2>/dev/null || true");
        Assert.SkipUnless(clang.Contains(CompilerOfTheCommittedObject, StringComparison.Ordinal),
            "clang-14 is not installed; another compiler gives another object from the same source.");
        var folder = Path.GetFullPath(Path.Combine(Tool.Folder(), "../../src/Sampler/Bpf"));
        var fresh = Path.Combine(Path.GetTempPath(), $"damon-{Environment.ProcessId}.bpf.o");
        try
        {
            Tool.Run(Path.Combine(folder, "build"), fresh);

            Assert.Equal(File.ReadAllBytes(Path.Combine(folder, "page_table.bpf.o")), File.ReadAllBytes(fresh));
        }
        finally
        {
            File.Delete(fresh);
        }
    }
}
