using Damon.Client.Api;
using Damon.Contracts.Rest;
using Microsoft.AspNetCore.Components;

namespace Damon.Client.Sessions;

/// <summary>Reads and writes what people note about a session.</summary>
public sealed partial class NotesDialog : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource closing = new();
    private string text = "";
    private string? fault;
    private bool saving;
    private bool warned;

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
        closing.Cancel();
        closing.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized() => text = Session.Notes;

    private void Changed(ChangeEventArgs change)
    {
        text = change.Value?.ToString() ?? "";
        warned = false;
    }

    private Task EscapeAsync()
    {
        if (text == Session.Notes || warned)
        {
            return OnClose.InvokeAsync();
        }

        (warned, fault) = (true, "The changes are not saved. Press Save, or Esc again to drop them.");
        return Task.CompletedTask;
    }

    private async Task SaveAsync()
    {
        if (saving)
        {
            return;
        }

        (saving, fault) = (true, null);
        try
        {
            await Api.UpdateAsync(Session.Id, new UpdateSessionRequest { Notes = text.Trim() }, closing.Token);
            await OnSaved.InvokeAsync();
        }
        catch (ApiException refused)
        {
            fault = refused.Problem.For("notes") ?? refused.Problem.Message;
        }
        catch (OperationCanceledException)
        {
            // The dialog is gone.
        }
        finally
        {
            saving = false;
        }
    }
}
