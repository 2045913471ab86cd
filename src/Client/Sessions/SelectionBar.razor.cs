using Damon.Client.Access;
using Damon.Client.Api;
using Damon.Client.Views;
using Damon.Contracts.Json;
using Damon.Contracts.Rest;
using Damon.Contracts.Rest.Areas;
using Microsoft.AspNetCore.Components;

namespace Damon.Client.Sessions;

/// <summary>What is selected, how it was used over all of its time, and what can be done with it.</summary>
public sealed partial class SelectionBar : ComponentBase, IDisposable
{
    private CancellationTokenSource _scope = new();
    private (SelectedArea? Area, int Target) _seen;
    private AreaUse? _use;
    private ApiProblem? _problem;
    private SelectedArea? _looked;

    /// <summary>What is shown.</summary>
    [Parameter, EditorRequired] public SessionController Controller { get; set; } = null!;

    [CascadingParameter] private Permissions Permissions { get; set; } = Permissions.Unknown;

    [Inject] private ApiClient Api { get; set; } = null!;

    /// <inheritdoc/>
    public void Dispose()
    {
        _scope.Cancel();
        _scope.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        var now = (Controller.Selection, Controller.Target);
        if (now == _seen)
        {
            return;
        }

        Dispose();
        (_seen, _use, _problem, _scope) = (now, null, null, new CancellationTokenSource());
        if (now is ({ } area, var target) && Controller.Session is { } session)
        {
            _ = LoadAsync(session.Id, target, area, _scope.Token);
        }
    }

    private static string Hex(ulong address) => HexAddressConverter.Format(address);

    private string Address(SessionResource session, SelectedArea area, string format)
        => ApiClient.ExportAddress(session.Id, format, Controller.Target, area.FromUs, area.ToUs, area.Low, area.High);

    // What is cut out of the axis is not part of it.
    private double Bytes(SelectedArea area) => Controller.Axis.Bands.Sum(b => Math.Max(0, Math.Min(b.Range.End, area.High) - (double)Math.Max(b.Range.Start, area.Low)));

    private async Task LoadAsync(string session, int target, SelectedArea area, CancellationToken cancel)
    {
        try
        {
            _use = await Api.GetUseAsync(session, target, area.FromUs, area.ToUs, area.Low, area.High, cancel);
        }
        catch (ApiException fault)
        {
            _problem = fault.Problem;
        }
        catch (OperationCanceledException)
        {
            // Something else is selected.
            return;
        }

        if (!cancel.IsCancellationRequested)
        {
            await InvokeAsync(StateHasChanged);
        }
    }
}
