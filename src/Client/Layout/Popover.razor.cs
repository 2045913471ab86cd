using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Damon.Client.Layout;

/// <summary>
/// Settings that are there when asked for: a button shows them below itself, it or Esc or a press elsewhere hides them
/// again. Esc gives the focus back to the button.
/// </summary>
public sealed partial class Popover : ComponentBase, IAsyncDisposable
{
    private ElementReference _root;
    private ScriptModule _script = null!;
    private DotNetObjectReference<Popover>? _self;
    private bool _isOpen;

    /// <summary>What the button is called.</summary>
    [Parameter, EditorRequired] public string Label { get; set; } = "";

    /// <summary>What is set there, for screen readers.</summary>
    [Parameter, EditorRequired] public string Title { get; set; } = "";

    /// <summary>Names the button for tests.</summary>
    [Parameter, EditorRequired] public string TestId { get; set; } = "";

    /// <summary>What it holds.</summary>
    [Parameter] public RenderFragment? ChildContent { get; set; }

    [Inject] private IJSRuntime Script { get; set; } = null!;

    private string PanelId => TestId + "-panel";

    /// <summary>The user has left it.</summary>
    [JSInvokable]
    public void OnLeave()
    {
        _isOpen = false;
        StateHasChanged();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _script.CloseAsync("forget", _root);
        _self?.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized() => _script = new ScriptModule(Script, "./damon-popover.js");

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _self = DotNetObjectReference.Create(this);
            await _script.CallAsync("watch", _root, _self);
        }
    }

    private void Toggle() => _isOpen = !_isOpen;
}
