using System.Text.RegularExpressions;

namespace Damon.EndToEnd.Tests.Machine;

/// <summary>What a process may do, as the kernel tells.</summary>
/// <param name="Uid">Its effective user.</param>
/// <param name="Capabilities">The effective ones, hexadecimal without zeros in front.</param>
/// <param name="Bounds">Those it could ever have.</param>
/// <param name="NoNewPrivileges">1 when it can't get more.</param>
/// <param name="Seccomp">2 when its system calls are filtered.</param>
/// <param name="HasNetwork">Whether it shares the network of the machine.</param>
internal sealed partial record ProcessRights(string Uid, string Capabilities, string Bounds, string NoNewPrivileges, string Seccomp, bool HasNetwork)
{
    /// <summary>CAP_SYS_PTRACE, CAP_SYS_NICE, CAP_PERFMON and CAP_BPF: the sampler's.</summary>
    public const string FourCapabilities = "c000880000";

    public static ProcessRights Read(int pid) => Parse(File.ReadAllText($"/proc/{pid}/status"), NetworkOf($"{pid}") == NetworkOf("self"));

    /// <summary>Of what stands in <c>/proc/PID/status</c>.</summary>
    public static ProcessRights Parse(string status, bool hasNetwork)
    {
        var lines = Line().Matches(status).ToDictionary(line => line.Groups[1].Value, line => line.Groups[2].Value);
        return new ProcessRights(lines["Uid"].Split('\t')[1], lines["CapEff"].TrimStart('0'), lines["CapBnd"].TrimStart('0'), lines["NoNewPrivs"], lines["Seccomp"], hasNetwork);
    }

    private static string? NetworkOf(string pid) => new FileInfo($"/proc/{pid}/ns/net").LinkTarget;

    [GeneratedRegex(@"^(\w+):[ \t]+(.*)$", RegexOptions.Multiline)]
    private static partial Regex Line();
}
