using System.Text.Json;
using Damon.Contracts.Link;
using Damon.Contracts.Rest;
using Damon.Model.Monitoring;
using Damon.Model.Sessions;
using Damon.Server.Problems;

namespace Damon.Server.Sessions;

/// <summary>What a request to start must hold.</summary>
internal static class StartRules
{
    private static readonly Dictionary<string, OperationsKind> Kinds
        = Enum.GetValues<OperationsKind>().ToDictionary(kind => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString()), StringComparer.Ordinal);

    /// <summary>The checked request, or every fault of it.</summary>
    public static Outcome<StartPlan> Check(CreateSessionRequest request)
    {
        var faults = new FieldFaults();
        var name = SessionTexts.Name(request.Name, faults);
        var notes = SessionTexts.Notes(request.Notes, faults) ?? "";
        var operations = OperationsKind.Auto;
        if (request.Operations is { } text && !Kinds.TryGetValue(text, out operations))
        {
            faults.Add("operations", $"There are no operations '{text}'; give one of {string.Join(", ", Kinds.Keys)}.");
        }

        var targets = Targets(request.Targets, faults);
        var attributes = (request.Attributes ?? new AttributesRequest()).Over(new MonitoringAttributes());
        foreach (var error in AttributeRules.Validate(attributes))
        {
            faults.Add("attributes." + error.Field, error.Message);
        }

        return faults.Any
            ? Problem.Of(faults)
            : new StartPlan(name, notes, request.Sampler, operations, targets, attributes, request.FollowChildren);
    }

    private static List<StartTarget> Targets(IReadOnlyList<TargetRequest>? requests, FieldFaults faults)
    {
        var targets = new List<StartTarget>();
        if (requests is not { Count: > 0 })
        {
            faults.Add("targets", "There is no target; give at least one process.");
            return targets;
        }

        if (requests.Count > SessionLimits.MostTargets)
        {
            faults.Add("targets", $"There are {requests.Count} targets; give at most {SessionLimits.MostTargets}.");
            return targets;
        }

        var pids = new HashSet<int>();
        for (var i = 0; i < requests.Count; i++)
        {
            // A JSON null is no target, whatever the type says.
            var request = (TargetRequest?)requests[i];
            if (request?.Pid is not { } pid)
            {
                faults.Add($"targets[{i}].pid", "The target has no pid; give the process id.");
            }
            else if (pid <= 0)
            {
                faults.Add($"targets[{i}].pid", $"{pid} is no process id; give a positive number.");
            }
            else if (!pids.Add(pid))
            {
                faults.Add($"targets[{i}].pid", $"Process {pid} is named twice; name it once.");
            }
            else
            {
                targets.Add(new StartTarget(pid, request.StartTime));
            }
        }

        return targets;
    }
}
