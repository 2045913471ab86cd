using System.Globalization;
using Damon.Client.Api;
using Damon.Client.Format;
using Damon.Contracts.Rest;
using Microsoft.AspNetCore.Components;

namespace Damon.Client.Sessions.Dialogs;

/// <summary>Asks before a session is deleted, and says what is lost.</summary>
public sealed partial class DeleteDialog : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private ApiProblem? _problem;
    private bool _deleting;

    /// <summary>The session.</summary>
    [Parameter, EditorRequired] public SessionResource Session { get; set; } = new();

    /// <summary>Raised when the server has deleted it.</summary>
    [Parameter] public EventCallback OnDeleted { get; set; }

    /// <summary>Raised when the dialog is to go.</summary>
    [Parameter] public EventCallback OnClose { get; set; }

    [Inject] private ApiClient Api { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    private string Loss
    {
        get
        {
            var of = Session.Targets.Count > 0 ? " of " + SessionFacts.Targets(Session) : "";
            var notes = Session.Notes.Length > 0 ? ", and its notes" : "";
            var what = Session.SnapshotCount == 0
                ? $"The session{of}, which has no snapshots"
                : string.Create(CultureInfo.InvariantCulture, $"{Session.SnapshotCount:N0} snapshots{of} over {Durations.Text(SessionFacts.DurationUs(Session, Time.GetUtcNow()))}");
            return $"{what}{notes}, will be gone.";
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
    }

    private async Task DeleteAsync()
    {
        (_deleting, _problem) = (true, null);
        try
        {
            await Api.DeleteAsync(Session.Id, _closing.Token);
            await OnDeleted.InvokeAsync();
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
            _deleting = false;
        }
    }
}
