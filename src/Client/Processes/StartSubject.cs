using System.Globalization;
using Damon.Contracts.Groups;
using Damon.Contracts.Rest;
using Damon.Model.Format;
using Damon.Model.Groups;

namespace Damon.Client.Processes;

/// <summary>What a session is to be started on: a process, or a group of processes.</summary>
/// <param name="Name">Its name, which the session gets unless told otherwise.</param>
/// <param name="Target">The target to ask for.</param>
/// <param name="Facts">What is known of it, in the order to show it: words before, the fact, words behind.</param>
/// <param name="About">More of it: the command line, or how the group is followed.</param>
/// <param name="IsGroup">Whether it is a group.</param>
public sealed record StartSubject(string Name, TargetRequest Target, IReadOnlyList<(string Before, string Fact, string Behind)> Facts, string About, bool IsGroup)
{
    /// <summary>A process.</summary>
    public static StartSubject Of(ProcessResource process) => new(
        process.Name,
        new TargetRequest(process.Pid, process.StartTime),
        [
            ("pid", process.Pid.ToString(CultureInfo.InvariantCulture), ""),
            ("user", process.User, ""),
            ("", ByteSize.Text(process.ResidentBytes), "resident"),
        ],
        process.CommandLine,
        false);

    /// <summary>A group of processes.</summary>
    public static StartSubject Of(GroupResource group) => new(
        group.Name,
        group.Kind switch
        {
            GroupKind.Cgroup => new TargetRequest(Cgroup: group.Name),
            GroupKind.Unit => new TargetRequest(Unit: group.Name),
            GroupKind.Container => new TargetRequest(Container: group.Name),
            _ => new TargetRequest(Command: group.Name),
        },
        [
            (GroupKinds.Text(group.Kind), group.Name, ""),
            ("", group.Processes.ToString(CultureInfo.InvariantCulture), group.Processes == 1 ? "process" : "processes"),
            ("", ByteSize.Text(group.ResidentBytes), "resident, added up"),
            .. group.LimitBytes is { } limit ? [("memory limit", ByteSize.Text(limit), "")] : Array.Empty<(string, string, string)>(),
        ],
        "Processes that come to belong to it become targets too; one that leaves it stays. What several share counts once in the figures of all together.",
        true);
}
