using Damon.Client.Api;
using Damon.Contracts.Groups;
using Damon.Contracts.Rest;
using Microsoft.AspNetCore.Components;

namespace Damon.Client.Processes.Groups;

/// <summary>The processes of one group, as long as it is unfolded.</summary>
public sealed partial class GroupProcesses : ComponentBase, IDisposable
{
    private const int Most = 50;

    private readonly CancellationTokenSource _closing = new();
    private IReadOnlyList<ProcessResource>? _processes;
    private ApiProblem? _problem;
    private int? _asked;

    /// <summary>The group.</summary>
    [Parameter, EditorRequired] public GroupResource Group { get; set; } = new();

    /// <summary>Whose host; null when the server chooses.</summary>
    [Parameter] public string? SamplerId { get; set; }

    /// <summary>Another number asks anew.</summary>
    [Parameter] public int Version { get; set; }

    [Inject] private ApiClient Api { get; set; } = null!;

    /// <inheritdoc/>
    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
    }

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync() => _asked == Version ? Task.CompletedTask : LoadAsync();

    private async Task LoadAsync()
    {
        var asked = _asked = Version;
        try
        {
            var found = await Api.GetProcessesOfAsync(Group.Kind, Group.Name, Most, SamplerId, _closing.Token);
            (_processes, _problem) = asked == _asked ? (found, null) : (_processes, _problem);
        }
        catch (ApiException fault)
        {
            (_processes, _problem) = asked == _asked ? (null, fault.Problem) : (_processes, _problem);
        }
        catch (OperationCanceledException)
        {
            // It is folded again.
        }
    }
}
