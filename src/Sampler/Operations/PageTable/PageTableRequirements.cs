using System.Globalization;
using System.Runtime.InteropServices;
using Damon.Sampler.Procfs;

namespace Damon.Sampler.Operations.PageTable;

/// <summary>What page-table operations need of the host, checked one by one so that what is missing can be named.</summary>
/// <param name="procRoot">Where procfs is mounted.</param>
/// <param name="sysRoot">Where sysfs is mounted.</param>
/// <param name="architecture">The processor's.</param>
internal sealed class PageTableRequirements(string procRoot, string sysRoot, Architecture architecture)
{
    private static readonly Version OldestKernel = new(6, 2);

    private static readonly (int Bit, string Name, string For)[] Capabilities =
    [
        (39, "CAP_BPF", "to load the program that reads page tables"),
        (38, "CAP_PERFMON", "to read page tables"),
        (23, "CAP_SYS_NICE", "to make pages old"),
    ];

    /// <summary>The first thing missing and what to do about it, as a sentence; null when all is there.</summary>
    internal string? FirstMissing()
    {
        if (architecture != Architecture.X64)
        {
            return $"Page-table operations read x86-64 page tables; this machine is {architecture}.";
        }

        if (KernelRelease() is { } release && Leading(release) is { } version && version < OldestKernel)
        {
            return $"Linux {release} is too old for page-table operations: they need Linux {OldestKernel} or later.";
        }

        if (!File.Exists(Path.Combine(sysRoot, "kernel/btf/vmlinux")))
        {
            return "The kernel does not describe its types (no /sys/kernel/btf/vmlinux): use a kernel built with CONFIG_DEBUG_INFO_BTF, and in a container mount /sys/kernel/btf.";
        }

        if (Lockdown() is { } lockdown && lockdown.Contains("[confidentiality]", StringComparison.Ordinal))
        {
            return "The kernel is locked down for confidentiality, which forbids reading kernel memory: boot without lockdown=confidentiality.";
        }

        var effective = OwnCapabilities.Read(procRoot);
        var missing = Capabilities.Where(capability => (effective >> capability.Bit & 1) == 0).ToList();
        return missing.Count == 0 ? null
            : $"The sampler lacks {string.Join(", ", missing.Select(capability => $"{capability.Name} ({capability.For})"))}. Give it the capabilities: as root it has them, unless a container or a unit takes them away.";
    }

    private string? KernelRelease() => Read(Path.Combine(procRoot, "sys/kernel/osrelease"))?.Trim();

    private string? Lockdown() => Read(Path.Combine(sysRoot, "kernel/security/lockdown"));

    private static Version? Leading(string release)
    {
        var numbers = release.Split('.', '-', '+', '_');
        return numbers.Length >= 2 && int.TryParse(numbers[0], CultureInfo.InvariantCulture, out var major) && int.TryParse(numbers[1], CultureInfo.InvariantCulture, out var minor)
            ? new Version(major, minor) : null;
    }

    private static string? Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }
}
