using Damon.Contracts.Link;
using Damon.Contracts.Rest;
using Damon.Model.Groups;
using Damon.Model.Sessions;
using Damon.Server.Problems;

namespace Damon.Server.Sessions;

/// <summary>What the targets of a request to start must be: each one process or one group, and none twice.</summary>
internal static class TargetRules
{
    /// <summary>The targets that are as they should be; the faults of the others are added.</summary>
    public static List<StartTarget> Check(IReadOnlyList<TargetRequest>? requests, FieldFaults faults)
    {
        var targets = new List<StartTarget>();
        if (requests is not { Count: > 0 })
        {
            faults.Add("targets", "There is no target; give at least one process or group of processes.");
            return targets;
        }

        if (requests.Count > SessionLimits.MostTargets)
        {
            faults.Add("targets", $"There are {requests.Count} targets; give at most {SessionLimits.MostTargets}. A group of processes is one.");
            return targets;
        }

        for (var i = 0; i < requests.Count; i++)
        {
            // A JSON null is no target, whatever the type says.
            if (Check((TargetRequest?)requests[i] ?? new TargetRequest(), $"targets[{i}]", targets, faults) is { } target)
            {
                targets.Add(target);
            }
        }

        return targets;
    }

    private static StartTarget? Check(TargetRequest request, string field, List<StartTarget> before, FieldFaults faults)
    {
        var groups = GroupsOf(request);
        if (groups.Count + (request.Pid is null ? 0 : 1) > 1)
        {
            string[] named = [.. request.Pid is null ? [] : new[] { "pid" }, .. groups.Select(group => FieldOf(group.Kind))];
            faults.Add(field, $"The target names {string.Join(" and ", named)}; give one of them, and the other as a target of its own.");
            return null;
        }

        return groups is [var (kind, name)]
            ? CheckGroup(kind, name, request.StartTime, field, before, faults)
            : CheckProcess(request, field, before, faults);
    }

    private static StartTarget? CheckGroup(GroupKind kind, string name, DateTimeOffset? startTime, string field, List<StartTarget> before, FieldFaults faults)
    {
        var ofName = $"{field}.{FieldOf(kind)}";
        if (startTime is not null)
        {
            faults.Add($"{field}.startTime", "A start time tells which process has a pid; leave it out, a group has none.");
            return null;
        }

        var fault = GroupRules.FaultOf(kind, name)
            ?? (before.Exists(other => other.Kind == kind && other.Group == name) ? $"The {FieldOf(kind)} {name} is named twice; name it once." : null);
        if (fault is not null)
        {
            faults.Add(ofName, fault);
            return null;
        }

        return new StartTarget(0, null, kind, name);
    }

    private static StartTarget? CheckProcess(TargetRequest request, string field, List<StartTarget> before, FieldFaults faults)
    {
        var fault = request.Pid switch
        {
            null => "The target names nothing to monitor; give a pid, or one of cgroup, unit, container and command.",
            <= 0 => $"{request.Pid} is no process id; give a positive number.",
            { } pid when before.Exists(other => other.Pid == pid) => $"Process {pid} is named twice; name it once.",
            _ => null,
        };
        if (fault is not null)
        {
            faults.Add($"{field}.pid", fault);
            return null;
        }

        return new StartTarget(request.Pid!.Value, request.StartTime);
    }

    private static List<(GroupKind Kind, string Name)> GroupsOf(TargetRequest request)
    {
        var groups = new List<(GroupKind, string)>();
        Add(GroupKind.Cgroup, request.Cgroup);
        Add(GroupKind.Unit, request.Unit);
        Add(GroupKind.Container, request.Container);
        Add(GroupKind.Command, request.Command);
        return groups;

        void Add(GroupKind kind, string? name)
        {
            if (name is not null)
            {
                groups.Add((kind, name));
            }
        }
    }

    private static string FieldOf(GroupKind kind) => kind.ToString().ToLowerInvariant();
}
