using Damon.Client.Api;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Microsoft.AspNetCore.Components;

namespace Damon.Client.Processes;

/// <summary>The attributes of a session about to be started, in units people use, with the server's messages at each field.</summary>
public sealed partial class StartOptions : ComponentBase
{
    private static readonly string[] Fields =
        ["samplingIntervalUs", "aggregationIntervalUs", "updateIntervalUs", "minRegions", "maxRegions"];

    /// <summary>The values.</summary>
    [Parameter, EditorRequired] public StartDraft Draft { get; set; } = new();

    /// <summary>Raised when a value has changed.</summary>
    [Parameter] public EventCallback<StartDraft> DraftChanged { get; set; }

    /// <summary>The server's answer to the last start, with messages by field.</summary>
    [Parameter] public ApiProblem? Problem { get; set; }

    /// <summary>Connected samplers: their operations can be chosen.</summary>
    [Parameter] public IReadOnlyList<SamplerResource>? Samplers { get; set; }

    private IEnumerable<OperationsResource> Operations => (Samplers ?? [])
        .SelectMany(s => s.Operations)
        .Where(o => o.Kind != OperationsKind.Auto)
        .OrderByDescending(o => o.Available)
        .DistinctBy(o => o.Kind);

    private bool HasFault => Array.Exists(Fields, f => Fault(f) is not null);

    private string Summary => Draft == new StartDraft()
        ? "5 ms sampling, 100 ms aggregation, 10 to 1000 regions"
        : "changed from the defaults";

    private string? Fault(string field) => Problem?.For("attributes." + field) ?? Problem?.For(field);

    private Task Set(StartDraft draft) => DraftChanged.InvokeAsync(draft);

    private Task SetOperations(ChangeEventArgs change)
        => Set(Draft with { Operations = Enum.Parse<OperationsKind>(change.Value?.ToString() ?? nameof(OperationsKind.Auto)) });
}
