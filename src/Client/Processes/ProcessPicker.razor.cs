using Damon.Client.Api;
using Damon.Contracts.Rest;
using Microsoft.AspNetCore.Components;

namespace Damon.Client.Processes;

/// <summary>Lists processes, searches them, and starts a session on one.</summary>
public sealed partial class ProcessPicker : ComponentBase, IDisposable
{
    private const int Limit = 60;
    private static readonly TimeSpan Debounce = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource closing = new();
    private IReadOnlyList<ProcessResource>? processes;
    private ApiProblem? problem;
    private ApiProblem? startProblem;
    private string startName = "";
    private StartDraft draft = new();
    private string search = "";
    private string? chosen;
    private int? starting;
    private int request;

    /// <summary>Connected samplers, for the choice of operations.</summary>
    [Parameter] public IReadOnlyList<SamplerResource>? Samplers { get; set; }

    // The server chooses when there is no choice.
    private string? SamplerId => Samplers is { Count: > 1 } ? chosen ?? Samplers[0].Id : null;

    [Inject] private ApiClient Api { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    /// <inheritdoc/>
    public void Dispose()
    {
        closing.Cancel();
        closing.Dispose();
    }

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task SearchChanged(ChangeEventArgs change)
    {
        search = change.Value?.ToString() ?? "";
        var mine = ++request;
        try
        {
            await Task.Delay(Debounce, Time, closing.Token);
            if (mine == request)
            {
                await LoadAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The page is gone.
        }
    }

    private Task ChooseAsync(ChangeEventArgs change)
    {
        chosen = change.Value?.ToString();
        return LoadAsync();
    }

    private async Task LoadAsync()
    {
        var mine = ++request;
        try
        {
            var found = await Api.GetProcessesAsync(search.Trim(), Limit, SamplerId, closing.Token);
            if (mine == request)
            {
                processes = [.. found.OrderByDescending(p => p.ResidentBytes)];
                problem = null;
            }
        }
        catch (ApiException fault) when (mine == request)
        {
            (problem, processes) = (fault.Problem, null);
        }
        catch (ApiException)
        {
            // An older search failed; the newer one tells.
        }
        catch (OperationCanceledException)
        {
            // The page is gone.
        }
    }

    private async Task StartAsync(ProcessResource process)
    {
        (starting, startProblem, startName) = (process.Pid, null, $"{process.Name} ({process.Pid})");
        try
        {
            var session = await Api.StartAsync(draft.Request(process) with { Sampler = SamplerId }, closing.Token);
            Navigation.NavigateTo("sessions/" + Uri.EscapeDataString(session.Id));
        }
        catch (ApiException fault)
        {
            startProblem = fault.Problem;
        }
        catch (OperationCanceledException)
        {
            // The page is gone.
        }
        finally
        {
            starting = null;
        }
    }
}
