using Damon.Client.Api;
using Damon.Client.Layout;
using Damon.Contracts.Rest;
using Microsoft.AspNetCore.Components;

namespace Damon.Client.Processes;

/// <summary>Lists processes or groups of them, searches them, and starts a session on one.</summary>
public sealed partial class ProcessPicker : ComponentBase, IDisposable
{
    private const int Limit = 60;
    private static readonly TimeSpan Debounce = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _closing = new();
    private IReadOnlyList<ProcessResource>? _processes;
    private ApiProblem? _problem;
    private StartDraft _draft = new();
    private string _search = "";
    private string _searched = "";
    private string? _chosen;
    private SortOrder _order = new("resident", true);
    private StartSubject? _asked;
    private string _samplerIds = "";
    private bool _wasReachable = true;
    private bool _inGroups;
    private int _version;
    private int _request;

    /// <summary>Connected samplers, for the choice of operations.</summary>
    [Parameter] public IReadOnlyList<SamplerResource>? Samplers { get; set; }

    /// <summary>Whether the server answers, as far as the page knows: when it does again, what failed is asked again.</summary>
    [Parameter] public bool Reachable { get; set; } = true;

    private SamplerResource? Chosen => Samplers?.FirstOrDefault(s => SamplerId is null || s.Id == SamplerId);

    // The page says already that the server is out of reach.
    private bool Waiting => !Reachable && _problem is { IsUnreachable: true };

    // The server chooses when there is no choice.
    private string? SamplerId => Samplers is { Count: > 1 } ? (Samplers.Any(s => s.Id == _chosen) ? _chosen : Samplers[0].Id) : null;

    [Inject] private ApiClient Api { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    /// <inheritdoc/>
    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
    }

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync()
    {
        // A sampler that connects or goes changes which processes there are.
        var ids = string.Join(' ', (Samplers ?? []).Select(s => s.Id));
        var back = Reachable && !_wasReachable;
        var stale = _request == 0 || ids != _samplerIds || (back && (_inGroups || _problem is not null));
        (_samplerIds, _wasReachable) = (ids, Reachable);
        return stale ? LoadAsync() : Task.CompletedTask;
    }

    private async Task SearchChanged(ChangeEventArgs change)
    {
        _search = change.Value?.ToString() ?? "";
        var mine = ++_request;
        try
        {
            await Task.Delay(Debounce, Time, _closing.Token);
            if (mine == _request)
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
        _chosen = change.Value?.ToString();
        return LoadAsync();
    }

    private Task ShowAsync(bool groups)
    {
        if (_inGroups == groups)
        {
            return Task.CompletedTask;
        }

        _inGroups = groups;
        return LoadAsync();
    }

    private async Task LoadAsync()
    {
        var mine = ++_request;
        if (_inGroups)
        {
            // The table asks by itself.
            (_searched, _version) = (_search.Trim(), _version + 1);
            return;
        }

        try
        {
            var found = await Api.GetProcessesAsync(_search.Trim(), Limit, SamplerId, _closing.Token);
            if (mine == _request)
            {
                _processes = Sorted(found);
                _problem = null;
            }
        }
        catch (ApiException fault) when (mine == _request)
        {
            // What is shown stays while the server is only out of reach.
            (_problem, _processes) = (fault.Problem, fault.Problem.IsUnreachable ? _processes : null);
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

    private void Ask(StartSubject subject) => (_asked, _draft) = (subject, _draft.ForAnother());

    private void Reorder(SortOrder wanted)
    {
        _order = wanted;
        _processes = Sorted(_processes ?? []);
    }

    private ProcessResource[] Sorted(IEnumerable<ProcessResource> some)
    {
        var biggest = some.OrderByDescending(p => p.ResidentBytes);
        return _order.Column switch
        {
            "pid" => [.. _order.Apply(biggest, p => p.Pid)],
            "name" => [.. _order.Apply(biggest, p => p.Name, StringComparer.CurrentCultureIgnoreCase)],
            "user" => [.. _order.Apply(biggest, p => p.User, StringComparer.CurrentCultureIgnoreCase)],
            _ => [.. _order.Apply(biggest, p => p.ResidentBytes)],
        };
    }
}
