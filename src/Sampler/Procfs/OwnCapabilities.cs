using System.Globalization;
using System.Text;

namespace Damon.Sampler.Procfs;

/// <summary>What the calling thread may do, as the kernel tells.</summary>
internal static class OwnCapabilities
{
    /// <summary>Number of <c>CAP_SYS_PTRACE</c>.</summary>
    public const int SysPtrace = 19;

    private const string Name = "CapEff:";

    /// <summary>Its effective capabilities, a bit each; none where that is not told.</summary>
    /// <param name="procRoot">Where the proc file system is mounted.</param>
    public static ulong Read(string procRoot)
    {
        // All threads of the sampler have the same; but a whole process has none to tell.
        var known = ProcFile.TryRead(Path.Combine(procRoot, "thread-self", "status"), out var text) || ProcFile.TryRead(Path.Combine(procRoot, "self", "status"), out text);
        var line = known ? Encoding.UTF8.GetString(text!).Split('\n').FirstOrDefault(line => line.StartsWith(Name, StringComparison.Ordinal)) : null;
        return line is not null && ulong.TryParse(line[Name.Length..].Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var set) ? set : 0;
    }
}
