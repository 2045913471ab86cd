using Damon.Contracts.Rest;
using Microsoft.AspNetCore.Components;

namespace Damon.Client.Sessions.Dialogs;

/// <summary>Reads and writes what people note about a session.</summary>
public sealed partial class NotesDialog : SessionDialog
{
    private string _text = "";
    private string? _fault;
    private bool _warned;

    /// <summary>Raised when the server has stored the notes.</summary>
    [Parameter] public EventCallback OnSaved { get; set; }

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
        _fault = null;
        await AskAsync(cancel => Api.UpdateAsync(Session.Id, new UpdateSessionRequest { Notes = _text.Trim() }, cancel), OnSaved);
        _fault = Problem?.For("notes") ?? Problem?.Message;
    }
}
