using Damon.Client.Api;
using Damon.Contracts.Rest;
using Microsoft.AspNetCore.Components;

namespace Damon.Client.Sessions.Dialogs;

/// <summary>Reads and writes what people note about a session.</summary>
public sealed partial class NotesDialog : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private string _text = "";
    private string? _fault;
    private bool _saving;
    private bool _warned;

    /// <summary>The session.</summary>
    [Parameter, EditorRequired] public SessionResource Session { get; set; } = new();

    /// <summary>Raised when the server has stored the notes.</summary>
    [Parameter] public EventCallback OnSaved { get; set; }

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
    protected override void OnInitialized() => _text = Session.Notes;

    private void Changed(ChangeEventArgs change)
    {
        _text = change.Value?.ToString() ?? "";
        _warned = false;
    }

    private Task EscapeAsync()
    {
        if (_text == Session.Notes || _warned)
        {
            return OnClose.InvokeAsync();
        }

        (_warned, _fault) = (true, "The changes are not saved. Press Save, or Esc again to drop them.");
        return Task.CompletedTask;
    }

    private async Task SaveAsync()
    {
        if (_saving)
        {
            return;
        }

        (_saving, _fault) = (true, null);
        try
        {
            await Api.UpdateAsync(Session.Id, new UpdateSessionRequest { Notes = _text.Trim() }, _closing.Token);
            await OnSaved.InvokeAsync();
        }
        catch (ApiException refused)
        {
            _fault = refused.Problem.For("notes") ?? refused.Problem.Message;
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
