using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Damon.Client.Layout;

/// <summary>
/// A dialog over the page: the focus goes to its element with <c>autofocus</c>, stays inside, and returns when it
/// closes; Esc asks to close. It is shown for as long as it is rendered.
/// </summary>
public sealed partial class ModalDialog : ComponentBase, IAsyncDisposable
{
    private ElementReference _element;
    private IJSObjectReference? _module;
    private IJSObjectReference? _shown;
    private bool _gone;

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

    /// <summary>All the room there is.</summary>
    [Parameter] public bool Whole { get; set; }

    /// <summary>What it holds.</summary>
    [Parameter] public RenderFragment? ChildContent { get; set; }

    /// <summary>The user wants it closed (Esc).</summary>
    [Parameter] public EventCallback OnClose { get; set; }

    private string TitleId => TestId + "-title";

    [Inject] private IJSRuntime Script { get; set; } = null!;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _gone = true;
        try
        {
            if (_shown is not null)
            {
                await _shown.InvokeVoidAsync("close");
                await _shown.DisposeAsync();
            }

            if (_module is not null)
            {
                await _module.DisposeAsync();
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
            _module = await Script.InvokeAsync<IJSObjectReference>("import", "./damon-dialog.js");
            if (!_gone)
            {
                _shown = await _module.InvokeAsync<IJSObjectReference>("open", _element);
            }
        }
    }

    // A browser may close a dialog without asking first, on a second Esc.
    private Task ClosedByBrowser() => _gone ? Task.CompletedTask : OnClose.InvokeAsync();
}
