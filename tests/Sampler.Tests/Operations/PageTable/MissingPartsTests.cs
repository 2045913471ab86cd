using System.Diagnostics;

namespace Damon.Sampler.Tests.Operations.PageTable;

/// <summary>The real sampler on this real host, with one thing taken away in a mount namespace or by capabilities.</summary>
public sealed class MissingPartsTests
{
    private const string Sampler = "Damon.Sampler.dll";

    [Fact]
    public void Check_WholeHost_PageTableIsAvailable()
    {
        SkipUnlessRoot();

        Assert.Contains("PageTable: available", Run("exec \"$@\""), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_NoLibbpf_SaysWhichPackage()
    {
        SkipUnlessRoot();

        var said = Run("for l in $(ldconfig -p | sed -n 's/.*libbpf.so.1 .*=> //p'); do mount --bind /dev/null \"$l\"; done; exec \"$@\"");

        Assert.Contains("apt-get install libbpf1", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_NoTypes_SaysWhichKernelOption()
    {
        SkipUnlessRoot();

        Assert.Contains("CONFIG_DEBUG_INFO_BTF", Run("mount -t tmpfs none /sys/kernel/btf; exec \"$@\""), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bpf", "CAP_BPF")]
    [InlineData("perfmon", "CAP_PERFMON")]
    [InlineData("sys_nice", "CAP_SYS_NICE")]
    public void Check_CapabilityDropped_NamesIt(string capability, string name)
    {
        SkipUnlessRoot();

        var said = Run($"exec setpriv --bounding-set -{capability} --inh-caps -{capability} \"$@\"");

        Assert.Contains(name, said, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_AnotherUserWithFourCapabilities_PageTableIsAvailable()
    {
        SkipUnlessRoot();
        const string capabilities = "+bpf,+perfmon,+sys_nice,+sys_ptrace";

        // The build's folders may be closed to other users: the sampler runs from a copy.
        var said = Run($"t=$(mktemp -d); chmod 755 $t; cp -r . $t; cd $t; "
            + $"setpriv --reuid 65534 --regid 65534 --clear-groups --inh-caps {capabilities} --ambient-caps {capabilities} \"$@\"; rm -r $t");

        Assert.Contains("PageTable: available", said, StringComparison.Ordinal);
    }

    private static void SkipUnlessRoot()
        => Assert.SkipUnless(Environment.IsPrivilegedProcess, "Taking parts of the host away needs root.");

    private static string Run(string script)
    {
        var start = new ProcessStartInfo("unshare", ["--mount", "sh", "-c", script, "sh", "dotnet", Sampler, "check"])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return said;
    }
}
