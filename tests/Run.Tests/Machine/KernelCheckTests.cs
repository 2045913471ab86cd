using Damon.Run.Machine;

namespace Damon.Run.Tests.Machine;

public sealed class KernelCheckTests
{
    [Theory]
    [InlineData("6.2.0")]
    [InlineData("6.18.44-fc-v782")]
    [InlineData("7.0-rc1")]
    public void Warnings_RecentKernel_None(string release) => Assert.Empty(new KernelCheck("x86_64", release, true).Warnings());

    [Theory]
    [InlineData("6.1.0-18-amd64")]
    [InlineData("5.15.0")]
    [InlineData("6")]
    [InlineData("unknown")]
    public void Warnings_OldKernel_SaysWhichIsNeeded(string release) =>
        Assert.Equal(
            [$"This kernel is {release}: reading page tables needs Linux 6.2 or later. Recorded sessions can be replayed."],
            new KernelCheck("x86_64", release, true).Warnings());

    [Fact]
    public void Warnings_EverythingMissing_OneEach() =>
        Assert.Equal(
            [
                "This is aarch64: reading page tables needs x86-64. Recorded sessions can be replayed.",
                "This kernel is 5.4.0: reading page tables needs Linux 6.2 or later. Recorded sessions can be replayed.",
                "/sys/kernel/btf/vmlinux is missing: boot a kernel with CONFIG_DEBUG_INFO_BTF=y to read page tables. Recorded sessions can be replayed.",
            ],
            new KernelCheck("aarch64", "5.4.0", false).Warnings());

    [Fact]
    public async Task OfThisMachine_KnowsReleaseAndProcessor()
    {
        var check = await KernelCheck.OfThisMachineAsync();

        Assert.Equal((await File.ReadAllTextAsync("/proc/sys/kernel/osrelease", TestContext.Current.CancellationToken)).Trim(), check.Release);
        Assert.NotEmpty(check.Machine);
    }
}
