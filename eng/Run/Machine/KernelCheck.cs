using System.Globalization;

namespace Damon.Run.Machine;

/// <summary>What the page tables need. Without it recorded sessions still replay: it is said, and the run goes on.</summary>
/// <param name="Machine">The processor, as uname calls it.</param>
/// <param name="Release">The kernel's release, 6.18.2-1-amd64 for example.</param>
/// <param name="HasTypes">Whether the kernel describes its own structures.</param>
internal sealed record KernelCheck(string Machine, string Release, bool HasTypes)
{
    private const string TypesFile = "/sys/kernel/btf/vmlinux";

    private const string Rest = "Recorded sessions can be replayed.";

    /// <summary>This kernel.</summary>
    public static async Task<KernelCheck> OfThisMachineAsync()
    {
        var names = (await Tool.OutputAsync(["uname", "-mr"])).Split(' ');
        return names is [var release, var machine]
            ? new KernelCheck(machine, release, File.Exists(TypesFile))
            : throw new RunFailure(RunFailure.Failed, "uname does not tell the kernel's release.");
    }

    /// <summary>What is missing, a sentence each.</summary>
    public IEnumerable<string> Warnings()
    {
        if (Machine != "x86_64")
        {
            yield return $"This is {Machine}: reading page tables needs x86-64. {Rest}";
        }

        if (!IsAtLeast(6, 2))
        {
            yield return $"This kernel is {Release}: reading page tables needs Linux 6.2 or later. {Rest}";
        }

        if (!HasTypes)
        {
            yield return $"{TypesFile} is missing: boot a kernel with CONFIG_DEBUG_INFO_BTF=y to read page tables. {Rest}";
        }
    }

    private bool IsAtLeast(int major, int minor)
    {
        var parts = Release.Split('.', '-');
        return parts.Length > 1
            && int.TryParse(parts[0], CultureInfo.InvariantCulture, out var ownMajor)
            && int.TryParse(parts[1], CultureInfo.InvariantCulture, out var ownMinor)
            && (ownMajor > major || (ownMajor == major && ownMinor >= minor));
    }
}
