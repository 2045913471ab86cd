using Damon.Client.Api;
using Damon.Contracts.Rest;
using Microsoft.AspNetCore.Components;

namespace Damon.Client.Sessions.Dialogs;

/// <summary>A dialog that asks the server to do something with one session. What it asks for ends with it.</summary>
public abstract class SessionDialog : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _closing = new();

    /// <summary>The session.</summary>
    [Parameter, EditorRequired] public SessionResource Session { get; set; } = new();

    /// <summary>Raised when the dialog is to go.</summary>
    [Parameter] public EventCallback OnClose { get; set; }

    /// <summary>The server's calls.</summary>
    [Inject] protected ApiClient Api { get; set; } = null!;

    /// <summary>Whether the server has been asked and has not answered yet.</summary>
    protected bool Asking { get; private set; }

    /// <summary>Why the server did not do it; null when it did, or has not been asked.</summary>
    protected ApiProblem? Problem { get; set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Asks, unless that is under way.</summary>
    /// <param name="ask">The call.</param>
    /// <param name="done">Raised when it has been done.</param>
    protected async Task AskAsync(Func<CancellationToken, Task> ask, EventCallback done)
    {
        if (Asking)
        {
            return;
        }

        (Asking, Problem) = (true, null);
        try
        {
            await ask(_closing.Token);
            await done.InvokeAsync();
        }
        catch (ApiException refused)
        {
            Problem = refused.Problem;
        }
        catch (OperationCanceledException)
        {
            // The dialog is gone.
        }
        finally
        {
            Asking = false;
        }
    }
}
