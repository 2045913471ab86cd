namespace Damon.Contracts.Rest;

/// <summary>What to monitor: a process, or a group whose processes are followed. Exactly one of pid, cgroup, unit, container and command.</summary>
/// <param name="Pid">A process id.</param>
/// <param name="StartTime">With a pid: the process must be the one that started then (within a second).</param>
/// <param name="Cgroup">Path of a control group, those below it included.</param>
/// <param name="Unit">Unit of systemd.</param>
/// <param name="Container">Id of a container or a prefix of it, or its name.</param>
/// <param name="Command">Pattern with <c>*</c> and <c>?</c> for the name or the command line of processes, or the file name of its first word.</param>
public sealed record TargetRequest(
    int? Pid = null,
    DateTimeOffset? StartTime = null,
    string? Cgroup = null,
    string? Unit = null,
    string? Container = null,
    string? Command = null);
