using System.Globalization;
using System.Text;
using Damon.Model.Secrets;
using Damon.Sampler.Monitoring;

namespace Damon.Sampler.Procfs;

/// <summary>The processes of this host.</summary>
/// <param name="procRoot">Where the proc file system is mounted.</param>
/// <param name="boot">Turns start times into times of day.</param>
/// <param name="users">Names of users.</param>
/// <param name="ownPid">This program's process id.</param>
internal sealed class ProcessTable(string procRoot, BootTime boot, UserNames users, int ownPid)
{
    /// <summary>Where the proc file system is mounted.</summary>
    public string Root { get; } = procRoot;

    /// <summary>Everything about one process; null when there is none.</summary>
    public ProcessFacts? Read(int pid)
    {
        var directory = Path.Combine(Root, pid.ToString(CultureInfo.InvariantCulture));
        if (ReadStat(pid) is not { } stat || !ProcFile.TryRead(Path.Combine(directory, "status"), out var statusText))
        {
            return null;
        }

        var status = ProcessStatus.Parse(statusText);
        var cgroups = ReadCgroups(directory);
        return new ProcessFacts
        {
            Identity = new ProcessIdentity(pid, stat.StartTicks),
            StartTime = boot.At(stat.StartTicks),
            Name = stat.Name,
            CommandLine = ReadCommandLine(directory, stat),
            User = users.Of(status.Uid),
            ResidentBytes = status.ResidentBytes ?? 0,
            ParentPid = stat.ParentPid,
            Space = stat.Space,
            Cgroups = cgroups,
            Container = ContainerName.Of(cgroups),
            Obstacle = FindObstacle(directory, stat, status),
        };
    }

    /// <summary>What tells to which groups a process belongs; null when there is none.</summary>
    /// <param name="pid">Its process id.</param>
    /// <param name="withCgroups">Whether its control groups are wanted.</param>
    public ProcessWords? ReadWords(int pid, bool withCgroups)
    {
        var directory = Path.Combine(Root, pid.ToString(CultureInfo.InvariantCulture));
        return ReadStat(pid) is { } stat
            ? new ProcessWords(boot.At(stat.StartTicks), stat.Name, ReadCommandLine(directory, stat), withCgroups ? ReadCgroups(directory) : "")
            : null;
    }

    /// <summary>The process that has this number now; null when there is none or it is dead.</summary>
    public ProcessIdentity? Identify(int pid)
        => ReadStat(pid) is { IsDead: false } stat ? new ProcessIdentity(pid, stat.StartTicks) : null;

    /// <summary>Processes that match, biggest resident size first.</summary>
    /// <param name="search">Part of name, command line, user or container, without regard to case, or a pid; null or empty for all.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="among">Ids of those that are looked at; null for all.</param>
    /// <param name="programsOnly">Whether command lines are told and searched without their arguments.</param>
    public ProcessFacts[] List(string? search, int limit, IEnumerable<int>? among = null, bool programsOnly = false)
    {
        var wanted = search?.Trim() ?? "";
        return
        [
            .. (among ?? Pids())
                .Select(Read)
                .OfType<ProcessFacts>()
                .Select(facts => programsOnly ? facts with { CommandLine = ProgramWord.Of(facts.CommandLine) } : facts)
                .Where(facts => Matches(facts, wanted))
                .OrderByDescending(facts => facts.ResidentBytes)
                .ThenBy(facts => facts.Identity.Pid)
                .Take(Math.Max(0, limit)),
        ];
    }

    /// <summary>Ids of all processes.</summary>
    public IEnumerable<int> Pids()
    {
        foreach (var directory in Directory.EnumerateDirectories(Root))
        {
            if (int.TryParse(Path.GetFileName(directory), NumberStyles.None, CultureInfo.InvariantCulture, out var pid))
            {
                yield return pid;
            }
        }
    }

    /// <summary>The parts of <c>/proc/PID/stat</c> that tell who a process is; null when there is none.</summary>
    public ProcessStat? ReadStat(int pid)
        => ProcFile.TryRead(Path.Combine(Root, pid.ToString(CultureInfo.InvariantCulture), "stat"), out var text) ? ProcessStat.Parse(text) : null;

    private static bool Matches(ProcessFacts facts, string search)
        => search.Length == 0
            || facts.Identity.Pid.ToString(CultureInfo.InvariantCulture) == search
            || facts.Name.Contains(search, StringComparison.OrdinalIgnoreCase)
            || facts.CommandLine.Contains(search, StringComparison.OrdinalIgnoreCase)
            || facts.User.Contains(search, StringComparison.OrdinalIgnoreCase)
            || facts.Container?.Contains(search, StringComparison.OrdinalIgnoreCase) == true;

    private static string ReadCgroups(string directory)
        => ProcFile.TryRead(Path.Combine(directory, "cgroup"), out var text) ? Encoding.UTF8.GetString(text) : "";

    // The one place where command lines are read, and where a whole one could be had: what looks like a secret goes no further.
    // So it is not found by a search or a pattern either, which would tell it piece by piece.
    private static string ReadCommandLine(string directory, ProcessStat stat)
    {
        var arguments = ProcFile.TryRead(Path.Combine(directory, "cmdline"), out var text) ? text.AsSpan().TrimEnd((byte)0) : [];

        // Kernel threads have none, and a program may give up its own.
        return arguments.IsEmpty ? stat.Name : Masked(Encoding.UTF8.GetString(arguments).Split('\0'));
    }

    // A program that writes over its arguments leaves one long word.
    private static string Masked(string[] words) => words.Length == 1 ? SecretMask.Of(words[0]) : string.Join(' ', SecretMask.Of(words));

    private string? FindObstacle(string directory, ProcessStat stat, ProcessStatus status)
    {
        if (stat.Pid == ownPid)
        {
            return "This is the sampler itself.";
        }

        if (stat.IsDead)
        {
            return "It has exited and waits for its parent to take notice (a zombie).";
        }

        if (status.ResidentBytes is null)
        {
            return "It is a kernel thread: it has no memory of its own.";
        }

        using var maps = ProcFile.TryOpen(Path.Combine(directory, "maps"));
        return maps is not null ? null
            : (OwnCapabilities.Read(Root) >> OwnCapabilities.SysPtrace & 1) == 0
                ? "The sampler may not read its memory map: it lacks the capability CAP_SYS_PTRACE. Give it that; as root it has it, unless a container or a unit takes it away."
                : "The sampler may not read its memory map, although it has CAP_SYS_PTRACE: a security module (AppArmor, SELinux, Landlock) or the process's own user namespace keeps it out.";
    }
}
