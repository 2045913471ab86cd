using System.Globalization;

namespace Damon.EndToEnd.Tests.Machine;

/// <summary>What a process may do, as the kernel tells of each of its threads.</summary>
internal sealed class ThreadRights
{
    /// <summary>CAP_SYS_PTRACE, CAP_SYS_NICE, CAP_PERFMON and CAP_BPF.</summary>
    public const ulong Four = 1UL << 19 | 1UL << 23 | 1UL << 38 | 1UL << 39;

    private readonly Dictionary<string, string>[] _threads;

    private ThreadRights(int pid)
    {
        _threads =
        [
            .. Directory.GetDirectories($"/proc/{pid}/task").Select(folder => File.ReadLines($"{folder}/status")
                .Select(line => line.Split(':', 2)).ToDictionary(parts => parts[0], parts => parts[1].Trim())),
        ];
        Network = new FileInfo($"/proc/{pid}/ns/net").LinkTarget!;
    }

    /// <summary>The network namespace.</summary>
    public string Network { get; }

    /// <summary>User ids: real, effective, saved, of files.</summary>
    public string[] Users => [.. One("Uid").Split('\t').Distinct()];

    /// <summary>The mode of system call filters: 2 where there is one.</summary>
    public string Seccomp => One("Seccomp");

    /// <summary>1 where no program it starts gets more.</summary>
    public string NoNewPrivileges => One("NoNewPrivs");

    public static ThreadRights Of(int pid) => new(pid);

    /// <summary>A set of capabilities: Eff, Prm, Bnd, Inh or Amb.</summary>
    public ulong Capabilities(string set) => ulong.Parse(One($"Cap{set}"), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    // All threads must have the same.
    private string One(string name) => Assert.Single(_threads.Select(thread => thread[name]).Distinct());
}
