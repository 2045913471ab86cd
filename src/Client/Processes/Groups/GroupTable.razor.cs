using Damon.Client.Api;
using Damon.Client.Layout;
using Damon.Contracts.Groups;
using Damon.Model.Groups;
using Microsoft.AspNetCore.Components;

namespace Damon.Client.Processes.Groups;

/// <summary>The groups of processes there are, each with its processes where it is unfolded.</summary>
public sealed partial class GroupTable : ComponentBase, IDisposable
{
    // One name often stands for several groups of different kinds: many are asked for, few are shown.
    private const int MostAsked = 500;
    private const int MostShown = 60;

    private readonly CancellationTokenSource _closing = new();
    private readonly HashSet<(GroupKind Kind, string Name)> _open = [];
    private IReadOnlyList<GroupResource>? _groups;
    private IReadOnlyList<GroupResource> _rows = [];
    private ApiProblem? _problem;
    private SortOrder _order = new("resident", true);
    private (string Search, string? Sampler, int Version)? _asked;
    private bool _isCut;
    private int _request;

    /// <summary>Part of the name; empty for all.</summary>
    [Parameter, EditorRequired] public string Search { get; set; } = "";

    /// <summary>Whose host; null when the server chooses.</summary>
    [Parameter] public string? SamplerId { get; set; }

    /// <summary>Another number asks anew.</summary>
    [Parameter] public int Version { get; set; }

    /// <summary>Whether the server answers, as far as the page knows.</summary>
    [Parameter] public bool Reachable { get; set; } = true;

    /// <summary>Raised with a group to be monitored.</summary>
    [Parameter] public EventCallback<GroupResource> Chosen { get; set; }

    [Inject] private ApiClient Api { get; set; } = null!;

    private GroupKind? Kind { get; set; }

    // The page says already that the server is out of reach.
    private bool Waiting => !Reachable && _problem is { IsUnreachable: true };

    private string Empty => (Search.Length > 0, Kind) switch
    {
        (true, _) => $"No {(Kind is { } kind ? GroupKinds.Text(kind) : "group")} matches “{Search}”. Try part of its name.",
        (_, GroupKind.Command) or (_, null) => "The sampler sees no process. If it runs in a container, it needs the host's pid namespace.",
        (_, { } kind) => $"There is no {GroupKinds.Text(kind)} with processes here. A sampler in a container of its own sees only its part of them.",
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
    }

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync()
    {
        var wanted = (Search, SamplerId, Version);
        return _asked == wanted ? Task.CompletedTask : LoadAsync();
    }

    private async Task LoadAsync()
    {
        var mine = ++_request;
        _asked = (Search, SamplerId, Version);
        try
        {
            var found = await Api.GetGroupsAsync(Search, MostAsked, SamplerId, _closing.Token);
            if (mine == _request)
            {
                (_groups, _problem) = (found, null);
                Arrange();
            }
        }
        catch (ApiException fault) when (mine == _request)
        {
            // What is shown stays while the server is only out of reach.
            (_problem, _groups) = (fault.Problem, fault.Problem.IsUnreachable ? _groups : null);
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

    private bool IsOpen(GroupResource group) => _open.Contains((group.Kind, group.Name));

    private void Toggle(GroupResource group)
    {
        if (!_open.Remove((group.Kind, group.Name)))
        {
            _open.Add((group.Kind, group.Name));
        }
    }

    private void ChooseKind(ChangeEventArgs change)
    {
        Kind = Enum.TryParse<GroupKind>((string?)change.Value, out var kind) ? kind : null;
        Arrange();
    }

    private void Reorder(SortOrder wanted)
    {
        _order = wanted;
        Arrange();
    }

    private void Arrange()
    {
        var all = _groups ?? [];
        var wanted = all.Where(group => Kind is { } kind ? group.Kind == kind : group.Kind != GroupKind.Cgroup).ToList();
        _isCut = wanted.Count > MostShown || all.Count >= MostAsked;
        var biggest = wanted.OrderByDescending(group => group.ResidentBytes).Take(MostShown);
        _rows = _order.Column switch
        {
            "processes" => [.. _order.Apply(biggest, group => group.Processes)],
            "kind" => [.. _order.Apply(biggest, group => GroupKinds.Text(group.Kind), StringComparer.Ordinal)],
            "name" => [.. _order.Apply(biggest, group => group.Name, StringComparer.CurrentCultureIgnoreCase)],
            "limit" => [.. _order.Apply(biggest, group => group.LimitBytes ?? -1)],
            _ => [.. _order.Apply(biggest, group => group.ResidentBytes)],
        };
    }
}
