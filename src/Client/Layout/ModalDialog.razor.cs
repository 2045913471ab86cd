using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Damon.Client.Layout;

/// <summary>
/// A dialog over the page: the focus goes to its element with <c>autofocus</c>, stays inside, and returns when it
/// closes; Esc asks to close. It is shown for as long as it is rendered.
/// </summary>
public sealed partial class ModalDialog : ComponentBase, IAsyncDisposable
{
    private ElementReference element;
    private IJSObjectReference? module;
    private IJSObjectReference? shown;
    private bool gone;

    /// <summary>What it is about.</summary>
    [Parameter, EditorRequired] public string Title { get; set; } = "";

    /// <summary>Names it for tests, and its title for screen readers.</summary>
    [Parameter, EditorRequired] public string TestId { get; set; } = "";

    /// <summary><c>dialog</c>, or <c>alertdialog</c> for a question that must be answered.</summary>
    [Parameter] public string Role { get; set; } = "dialog";

    /// <summary>Id of the element that a screen reader reads out at once; null for none.</summary>
    [Parameter] public string? DescribedBy { get; set; }

    /// <summary>Room for two columns.</summary>
    [Parameter] public bool Wide { get; set; }

    /// <summary>What it holds.</summary>
    [Parameter] public RenderFragment? ChildContent { get; set; }

    /// <summary>The user wants it closed (Esc).</summary>
    [Parameter] public EventCallback OnClose { get; set; }

    private string TitleId => TestId + "-title";

    [Inject] private IJSRuntime Script { get; set; } = null!;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        gone = true;
        try
        {
            if (shown is not null)
            {
                await shown.InvokeVoidAsync("close");
                await shown.DisposeAsync();
            }

            if (module is not null)
            {
                await module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser has left the page.
        }
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            module = await Script.InvokeAsync<IJSObjectReference>("import", "./damon-dialog.js");
            if (!gone)
            {
                shown = await module.InvokeAsync<IJSObjectReference>("open", element);
            }
        }
    }

    // A browser may close a dialog without asking first, on a second Esc.
    private Task ClosedByBrowser() => gone ? Task.CompletedTask : OnClose.InvokeAsync();
}
