using Damon.Client.Processes;
using Damon.Client.Sessions.Dialogs;
using Damon.Contracts.Rest;

namespace Damon.Client.Sessions.Costs;

/// <summary>Gives a running session another budget.</summary>
public sealed partial class BudgetDialog : SessionDialog
{
    private IReadOnlyDictionary<string, string> _faults = new Dictionary<string, string>();
    private double? _sampler;
    private double? _target;

    /// <inheritdoc/>
    protected override void OnInitialized()
        => (_sampler, _target) = (Session.Attributes.Budget.SamplerPercent, Session.Attributes.Budget.TargetPercent);

    private string? Fault(string field) => _faults.GetValueOrDefault(field) ?? Problem?.For(field);

    private void Set(Action change)
    {
        change();
        Problem = null;
        _faults = StartFaults.Of(new StartDraft { SamplerPercent = _sampler, TargetPercent = _target });
    }

    private Task SaveAsync()
    {
        // The page hears of the change as every other one does.
        var budget = new BudgetRequest { SamplerPercent = _sampler, TargetPercent = _target };
        return _faults.Count > 0
            ? Task.CompletedTask
            : AskAsync(cancel => Api.UpdateAttributesAsync(Session.Id, new AttributesRequest { Budget = budget }, cancel), OnClose);
    }
}
