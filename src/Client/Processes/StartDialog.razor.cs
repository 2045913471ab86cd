using System.Globalization;
using Damon.Client.Api;
using Damon.Contracts.Rest;
using Damon.Model.Monitoring;
using Microsoft.AspNetCore.Components;

namespace Damon.Client.Processes;

/// <summary>Explains what a session on a process or a group takes and costs, and starts it.</summary>
public sealed partial class StartDialog : ComponentBase, IDisposable
{
    private const string Attribute = "attributes.";

    private readonly CancellationTokenSource _closing = new();
    private IReadOnlyDictionary<string, string> _faults = new Dictionary<string, string>();
    private StartEstimate _estimate;
    private ApiProblem? _problem;
    private bool _starting;

    /// <summary>What it is started on.</summary>
    [Parameter, EditorRequired] public StartSubject Subject { get; set; } = StartSubject.Of(new ProcessResource());

    /// <summary>The sampler that would do it; null when the server chooses and nothing is known of it.</summary>
    [Parameter] public SamplerResource? Sampler { get; set; }

    /// <summary>The id to ask for; null leaves the choice to the server.</summary>
    [Parameter] public string? SamplerId { get; set; }

    /// <summary>What is set.</summary>
    [Parameter, EditorRequired] public StartDraft Draft { get; set; } = new();

    /// <summary>Raised when something is set.</summary>
    [Parameter] public EventCallback<StartDraft> DraftChanged { get; set; }

    /// <summary>Raised when the dialog is to go.</summary>
    [Parameter] public EventCallback OnClose { get; set; }

    [Inject] private ApiClient Api { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private IReadOnlyList<OperationsResource> Kinds => Sampler?.Operations ?? [];

    // Why Start cannot be pressed.
    private string? Obstacle => this switch
    {
        { _faults.Count: > 0 } => "Correct the marked fields first.",
        { Kinds.Count: > 0 } when Kinds.All(k => !k.Available || k.Kind == OperationsKind.Auto) => "This host offers no way to check access; the reasons are above.",
        _ when Kinds.Any(k => k.Kind == Draft.Operations && k.Kind != OperationsKind.Auto && !k.Available) => "Choose operations that are available.",
        _ => null,
    };

    private bool IsKernel => Draft.Plan == SamplingPlan.Kernel;

    // What it costs at most, up to the history.
    private string Cost => IsKernel
        ? $"at most about {Count(_estimate.ChecksASecond)} page checks a second"
        : $"{Bound(Draft.Attributes.Budget.SamplerPercent)} of a core for the sampler, {Bound(Draft.Attributes.Budget.TargetPercent)} of the target's CPU time,";

    private IEnumerable<string> OtherFaults => _problem!.Errors
        .Where(e => !e.Key.StartsWith(Attribute, StringComparison.OrdinalIgnoreCase) && e.Key is not ("name" or "operations"))
        .SelectMany(e => e.Value)
        .Where(message => message != _problem.Message);

    /// <inheritdoc/>
    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        _faults = StartFaults.Of(Draft);
        _estimate = _faults.Count == 0 ? StartEstimate.Of(Draft.Attributes) : default;
    }

    private static string Bound(double percent)
        => percent <= 0 ? "any share" : string.Create(CultureInfo.InvariantCulture, $"at most {percent:0.###} %");

    private static string Count(double number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private string? Fault(string field) => _faults.GetValueOrDefault(field) ?? _problem?.For(Attribute + field) ?? _problem?.For(field);

    private Task NameChanged(ChangeEventArgs change) => ChangeAsync(Draft with { Name = change.Value?.ToString() ?? "" });

    private Task ChangeAsync(StartDraft draft)
    {
        _problem = null;
        return DraftChanged.InvokeAsync(draft);
    }

    private async Task StartAsync()
    {
        if (_starting || Obstacle is not null)
        {
            return;
        }

        (_starting, _problem) = (true, null);
        try
        {
            var session = await Api.StartAsync(Draft.Request(Subject.Target) with { Sampler = SamplerId }, _closing.Token);
            Navigation.NavigateTo("sessions/" + Uri.EscapeDataString(session.Id));
        }
        catch (ApiException fault)
        {
            _problem = fault.Problem;
        }
        catch (OperationCanceledException)
        {
            // The dialog is gone.
        }
        finally
        {
            _starting = false;
        }
    }
}
