using Damon.Client.Api;
using Damon.Client.Processes;
using Damon.Contracts.Rest;
using Microsoft.AspNetCore.Components;

namespace Damon.Client.Sessions.Costs;

/// <summary>Gives a running session another budget.</summary>
public sealed partial class BudgetDialog : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private IReadOnlyDictionary<string, string> _faults = new Dictionary<string, string>();
    private double? _sampler;
    private double? _target;
    private ApiProblem? _problem;
    private bool _saving;

    /// <summary>The session.</summary>
    [Parameter, EditorRequired] public SessionResource Session { get; set; } = new();

    /// <summary>Raised when the dialog is to go.</summary>
    [Parameter] public EventCallback OnClose { get; set; }

    [Inject] private ApiClient Api { get; set; } = null!;

    /// <inheritdoc/>
    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
        => (_sampler, _target) = (Session.Attributes.Budget.SamplerPercent, Session.Attributes.Budget.TargetPercent);

    private string? Fault(string field) => _faults.GetValueOrDefault(field) ?? _problem?.For(field);

    private void Set(Action change)
    {
        change();
        _problem = null;
        _faults = StartFaults.Of(new StartDraft { SamplerPercent = _sampler, TargetPercent = _target });
    }

    private async Task SaveAsync()
    {
        if (_saving || _faults.Count > 0)
        {
            return;
        }

        (_saving, _problem) = (true, null);
        try
        {
            // The page hears of the change as every other one does.
            var budget = new BudgetRequest { SamplerPercent = _sampler, TargetPercent = _target };
            await Api.UpdateAttributesAsync(Session.Id, new AttributesRequest { Budget = budget }, _closing.Token);
            await OnClose.InvokeAsync();
        }
        catch (ApiException refused)
        {
            _problem = refused.Problem;
        }
        catch (OperationCanceledException)
        {
            // The dialog is gone.
        }
        finally
        {
            _saving = false;
        }
    }
}
