using Damon.Client.Charts;
using Damon.Client.Viewports;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;

namespace Damon.Client.PicturePages;

/// <summary>
/// A page with pictures: its address and its view are the same, views moved to are steps one can go back from, keys do
/// what a table says, and several changes make one drawing.
/// </summary>
public abstract class ViewPage : ComponentBase, IPicturePage, IAsyncDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private ViewSteps _steps = null!;
    private DragMode _drag;
    private bool _drawing;
    private bool _changed;

    /// <inheritdoc/>
    public abstract ViewRange View { get; }

    /// <inheritdoc/>
    public abstract bool Zoomed { get; }

    /// <inheritdoc/>
    public bool CanGoBack => _steps.Depth > 0;

    /// <inheritdoc/>
    public DragMode Drag
    {
        get => _drag;
        set
        {
            _drag = value;
            StateHasChanged();
        }
    }

    /// <summary>What the keys do.</summary>
    protected abstract KeyTable Keys { get; }

    /// <summary>What the page's address holds of the view; null for what is at its default.</summary>
    protected abstract IReadOnlyDictionary<string, object?> Query { get; }

    /// <summary>Least time between two drawings: what changes meanwhile waits for the next one.</summary>
    protected virtual TimeSpan Pause => TimeSpan.FromMilliseconds(60);

    /// <summary>Whether the list of keys is shown.</summary>
    protected bool HelpShown { get; private set; }

    /// <summary>The query of the address as it is now.</summary>
    protected string Asked => _steps.Query;

    /// <summary>The clock.</summary>
    [Inject] protected TimeProvider Time { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [Inject] private IJSRuntime Script { get; set; } = null!;

    /// <inheritdoc/>
    public abstract Task ShowAsync(ViewRange view);

    /// <inheritdoc/>
    public abstract Task ZoomAsync(double factor);

    /// <inheritdoc/>
    public abstract Task FitAsync();

    /// <inheritdoc/>
    public abstract Task SavePictureAsync();

    /// <inheritdoc/>
    public async Task BackAsync()
    {
        if (CanGoBack)
        {
            await Script.InvokeVoidAsync("history.back");
        }
    }

    /// <inheritdoc/>
    public void ShowHelp() => SetHelp(true);

    /// <summary>Writes the view into the page's address, without a step to go back to.</summary>
    public void SaveView() => _steps.Write(Query, step: false);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        await _closing.CancelAsync();
        await CloseAsync();
        _closing.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _steps = new ViewSteps(Navigation);
        Navigation.LocationChanged += OnLocationChanged;
    }

    /// <summary>Whether an address's path is that of what this page shows: another session is another page.</summary>
    protected abstract bool IsHere(string path);

    /// <summary>Shows what an address asks for that the browser has gone to: back, forward, or typed.</summary>
    /// <param name="query">The address's query.</param>
    protected abstract Task ApplyAsync(string query);

    /// <summary>Lets go of what the page shows.</summary>
    protected abstract ValueTask CloseAsync();

    /// <summary>Makes the view a step one can go back from.</summary>
    protected void SaveStep() => _steps.Write(Query, step: true);

    /// <summary>Hides the list of keys.</summary>
    protected void HideHelp() => SetHelp(false);

    /// <summary>Does what a key says.</summary>
    /// <param name="key">The key in lower case, as the browser names it.</param>
    protected Task PressAsync(string key) => Keys.PressAsync(key);

    /// <summary>Something has changed: draws it soon. To be called on any thread, as often as one likes.</summary>
    protected void Redraw()
    {
        _changed = true;
        if (!_drawing)
        {
            _drawing = true;
            Begin(InvokeAsync(DrawAsync));
        }
    }

    /// <summary>Goes on without waiting. What nobody has foreseen ends the page with a notice: else it would wait for ever.</summary>
    /// <param name="work">What goes on.</param>
    protected void Begin(Task work) => _ = WatchAsync(work);

    private async Task WatchAsync(Task work)
    {
        try
        {
            await work;
        }
        catch (Exception fault) when (!_closing.IsCancellationRequested)
        {
            await DispatchExceptionAsync(fault);
        }
    }

    private async Task DrawAsync()
    {
        try
        {
            while (_changed)
            {
                // What changes together with this is drawn with it.
                await Task.Yield();
                _changed = false;
                StateHasChanged();
                await Task.Delay(Pause, Time, _closing.Token);
            }

            _drawing = false;
        }
        catch (OperationCanceledException)
        {
            // The page is gone.
        }
    }

    private void SetHelp(bool shown)
    {
        HelpShown = shown;
        StateHasChanged();
    }

    private void OnLocationChanged(object? sender, LocationChangedEventArgs change)
    {
        if (_steps.IsForeign(change.Location) && new Uri(change.Location) is var address && IsHere(address.AbsolutePath))
        {
            Begin(InvokeAsync(() => ApplyAsync(address.Query)));
        }
    }
}
