using Microsoft.JSInterop;

namespace Damon.Client.Layout;

/// <summary>A JavaScript module of the page, loaded when first called. To be disposed with the component that uses it.</summary>
/// <param name="script">Loads it.</param>
/// <param name="path">Where it is, relative to the page's base.</param>
public sealed class ScriptModule(IJSRuntime script, string path) : IAsyncDisposable
{
    private Task<IJSObjectReference>? _module;

    /// <summary>Calls a function.</summary>
    /// <exception cref="JSException">The function threw.</exception>
    public async Task CallAsync(string function, params object?[] arguments) => await (await LoadAsync()).InvokeVoidAsync(function, arguments);

    /// <summary>Calls a function that answers.</summary>
    /// <exception cref="JSException">The function threw.</exception>
    public async Task<T> AskAsync<T>(string function, params object?[] arguments) => await (await LoadAsync()).InvokeAsync<T>(function, arguments);

    /// <summary>Calls a last function, if the module was ever loaded, and lets go of it.</summary>
    public async Task CloseAsync(string function, params object?[] arguments)
    {
        if (_module is { IsCompletedSuccessfully: true })
        {
            try
            {
                await CallAsync(function, arguments);
            }
            catch (JSDisconnectedException)
            {
                // The page is gone, and the script with it.
            }
        }

        await DisposeAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_module is { IsCompletedSuccessfully: true } loaded)
        {
            _module = null;
            try
            {
                await loaded.Result.DisposeAsync();
            }
            catch (JSDisconnectedException)
            {
                // The page is gone, and the script with it.
            }
        }
    }

    private Task<IJSObjectReference> LoadAsync() => _module ??= script.InvokeAsync<IJSObjectReference>("import", path).AsTask();
}
