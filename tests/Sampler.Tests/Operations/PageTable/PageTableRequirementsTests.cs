using System.Runtime.InteropServices;
using Damon.Sampler.Operations.PageTable;

namespace Damon.Sampler.Tests.Operations.PageTable;

public sealed class PageTableRequirementsTests : IDisposable
{
    private const ulong AllCapabilities = 0x1ffffffffff;
    private readonly string _root = Directory.CreateTempSubdirectory("damon-host-").FullName;

    public PageTableRequirementsTests()
    {
        Write("proc/sys/kernel/osrelease", "6.18.1-test\n");
        Write("sys/kernel/btf/vmlinux", "types");
        Capabilities(AllCapabilities);
    }

    [Fact]
    public void FirstMissing_EverythingThere_IsNull() => Assert.Null(Ask());

    [Fact]
    public void FirstMissing_AnotherProcessor_NamesIt() => Assert.Contains("Arm64", Ask(Architecture.Arm64), StringComparison.Ordinal);

    [Theory]
    [InlineData("6.1.0-49-amd64")]
    [InlineData("5.15.0+")]
    public void FirstMissing_OldKernel_NamesTheOldestThatWorks(string release)
    {
        Write("proc/sys/kernel/osrelease", release);

        Assert.Contains("6.2 or later", Ask(), StringComparison.Ordinal);
    }

    [Fact]
    public void FirstMissing_NoTypes_SaysWhichOption()
    {
        File.Delete(Path.Combine(_root, "sys/kernel/btf/vmlinux"));

        Assert.Contains("CONFIG_DEBUG_INFO_BTF", Ask(), StringComparison.Ordinal);
    }

    [Fact]
    public void FirstMissing_LockedDown_SaysHowToBoot()
    {
        Write("sys/kernel/security/lockdown", "none integrity [confidentiality]");

        Assert.Contains("lockdown", Ask(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(39, "CAP_BPF")]
    [InlineData(38, "CAP_PERFMON")]
    [InlineData(23, "CAP_SYS_NICE")]
    public void FirstMissing_CapabilityTakenAway_NamesIt(int bit, string name)
    {
        Capabilities(AllCapabilities & ~(1UL << bit));

        var sentence = Ask();

        Assert.Contains(name, sentence, StringComparison.Ordinal);
        Assert.Equal(1, sentence!.Split("CAP_").Length - 1);
    }

    [Fact]
    public void FirstMissing_NothingReadable_StillGivesASentence()
    {
        Directory.Delete(_root, recursive: true);

        Assert.Contains("btf", Ask(), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        if (Directory.Exists(_root))
        {
            Directory.Delete(_root, recursive: true);
        }
    }

    private string? Ask(Architecture architecture = Architecture.X64)
        => new PageTableRequirements(Path.Combine(_root, "proc"), Path.Combine(_root, "sys"), architecture).FirstMissing();

    private void Capabilities(ulong set) => Write("proc/self/status", $"Name:\tdamon\nCapPrm:\t0000000000000000\nCapEff:\t{set:x16}\n");

    private void Write(string path, string text)
    {
        var full = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}
