using Damon.Client.Api;
using Damon.Client.Layout;
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
    private StartDraft draft = new();
    private string search = "";
    private string? chosen;
    private SortOrder order = new("resident", true);
    private ProcessResource? asked;
    private string samplerIds = "";
    private bool wasReachable = true;
    private int request;

    /// <summary>Connected samplers, for the choice of operations.</summary>
    [Parameter] public IReadOnlyList<SamplerResource>? Samplers { get; set; }

    /// <summary>Whether the server answers, as far as the page knows: when it does again, what failed is asked again.</summary>
    [Parameter] public bool Reachable { get; set; } = true;

    private SamplerResource? Chosen => Samplers?.FirstOrDefault(s => SamplerId is null || s.Id == SamplerId);

    // The page says already that the server is out of reach.
    private bool Waiting => !Reachable && problem is { IsUnreachable: true };

    // The server chooses when there is no choice.
    private string? SamplerId => Samplers is { Count: > 1 } ? (Samplers.Any(s => s.Id == chosen) ? chosen : Samplers[0].Id) : null;

    [Inject] private ApiClient Api { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    /// <inheritdoc/>
    public void Dispose()
    {
        closing.Cancel();
        closing.Dispose();
    }

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync()
    {
        // A sampler that connects or goes changes which processes there are.
        var ids = string.Join(' ', (Samplers ?? []).Select(s => s.Id));
        var back = Reachable && !wasReachable;
        var stale = request == 0 || ids != samplerIds || (back && problem is not null);
        (samplerIds, wasReachable) = (ids, Reachable);
        return stale ? LoadAsync() : Task.CompletedTask;
    }

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
                processes = Sorted(found);
                problem = null;
            }
        }
        catch (ApiException fault) when (mine == request)
        {
            // What is shown stays while the server is only out of reach.
            (problem, processes) = (fault.Problem, fault.Problem.IsUnreachable ? processes : null);
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

    private void Ask(ProcessResource process) => (asked, draft) = (process, draft.ForAnother());

    private void Reorder(SortOrder wanted)
    {
        order = wanted;
        processes = Sorted(processes ?? []);
    }

    private ProcessResource[] Sorted(IEnumerable<ProcessResource> some)
    {
        var biggest = some.OrderByDescending(p => p.ResidentBytes);
        return order.Column switch
        {
            "pid" => [.. order.Apply(biggest, p => p.Pid)],
            "name" => [.. order.Apply(biggest, p => p.Name, StringComparer.CurrentCultureIgnoreCase)],
            "user" => [.. order.Apply(biggest, p => p.User, StringComparer.CurrentCultureIgnoreCase)],
            _ => [.. order.Apply(biggest, p => p.ResidentBytes)],
        };
    }
}
