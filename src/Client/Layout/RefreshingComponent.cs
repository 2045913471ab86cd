using Damon.Client.Api;
using Microsoft.AspNetCore.Components;

namespace Damon.Client.Layout;

/// <summary>
/// A component that loads when it opens and again every so often while it is shown. Its loads never overlap: one that
/// is asked for while another runs begins when that one has ended, so that an older answer cannot replace a newer one.
/// </summary>
public abstract class RefreshingComponent : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private readonly SemaphoreSlim _gate = new(1);

    /// <summary>Why the last load did not succeed; null when it did. What was loaded before stays.</summary>
    protected ApiProblem? Problem { get; private set; }

    /// <summary>Time between two loads.</summary>
    protected abstract TimeSpan Every { get; }

    /// <summary>The clock.</summary>
    [Inject] protected TimeProvider Time { get; set; } = null!;

    /// <summary>Cancelled when the component goes.</summary>
    protected CancellationToken Closing => _closing.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the loads.</summary>
    protected virtual void Dispose(bool disposing)
    {
        // The gate is left to the collector: a load may still be about to open it.
        _closing.Cancel();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        await RefreshAsync();
        _ = RepeatAsync();
    }

    /// <summary>Asks the server.</summary>
    /// <exception cref="ApiException">It did not answer with a success.</exception>
    protected abstract Task LoadAsync();

    /// <summary>Loads now, after a load that is under way; returns when it is done.</summary>
    protected async Task RefreshAsync()
    {
        try
        {
            await _gate.WaitAsync(Closing);
            try
            {
                await LoadAsync();
                Problem = null;
            }
            catch (ApiException fault)
            {
                Problem = fault.Problem;
            }
            finally
            {
                _gate.Release();
            }
        }
        catch (OperationCanceledException) when (Closing.IsCancellationRequested)
        {
            // The component is gone.
        }
    }

    private async Task RepeatAsync()
    {
        try
        {
            using var timer = new PeriodicTimer(Every, Time);
            while (await timer.WaitForNextTickAsync(Closing))
            {
                await RefreshAsync();
                StateHasChanged();
            }
        }
        catch (OperationCanceledException)
        {
            // The component is gone.
        }
    }
}
