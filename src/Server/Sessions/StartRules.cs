using System.Text.Json;
using Damon.Contracts.Rest;
using Damon.Model.Monitoring;
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

        var targets = TargetRules.Check(request.Targets, faults);
        var attributes = (request.Attributes ?? new AttributesRequest()).Over(new MonitoringAttributes());
        foreach (var error in AttributeRules.Validate(attributes))
        {
            faults.Add("attributes." + error.Field, error.Message);
        }

        return faults.Any
            ? Problem.Of(faults)
            : new StartPlan(name, notes, request.Sampler, operations, targets, attributes, request.FollowChildren);
    }
}
