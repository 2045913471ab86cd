using Damon.Client.Api;
using Damon.Client.Live;
using Damon.Client.Viewports;
using Damon.Client.Views;
using Damon.Contracts.Watching;
using Damon.Model.Sessions;

namespace Damon.Client.Sessions;

/// <summary>Watches a session as long as it runs. One that is interrupted often goes on at once; if it does not, it is left.</summary>
/// <param name="page">The page that shows the session; what is told of the session is kept there.</param>
/// <param name="watch">Opens connections.</param>
public sealed class SessionWatch(SessionContext page, IWatchClient watch)
{
    /// <summary>How long an interrupted session is given to go on, and how often it is asked about afterwards.</summary>
    public static readonly TimeSpan InterruptedFor = TimeSpan.FromSeconds(4);

    private readonly LiveFeed _feed = new(watch, page.Time);
    private CancellationTokenSource? _leave;

    /// <summary>Whether events arrive.</summary>
    public ConnectionState State => _feed.State;

    /// <summary>Hands on every event that is not about the session itself.</summary>
    /// <param name="handle">Takes an event.</param>
    /// <returns>Completes when the session is over, or is interrupted and stays so.</returns>
    /// <exception cref="ApiException">The session is gone, or the token is no longer good.</exception>
    public async Task RunAsync(Action<WatchEvent> handle)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(page.Closing);
        _leave = leaving;
        try
        {
            await _feed.RunAsync(page.Session!.Id, Handle, page.Tell, CheckAsync, leaving.Token);
        }
        catch (OperationCanceledException) when (!page.Closing.IsCancellationRequested)
        {
            // Interrupted, and it stays so: what there is of it is a recording.
        }
        finally
        {
            _leave = null;
        }

        void Handle(WatchEvent item)
        {
            if (item is { Kind: WatchEventKind.Session, Session: { } session })
            {
                page.Session = session;
                if (session.State == SessionState.Interrupted)
                {
                    _ = LeaveAsync();
                }

                page.Tell();
            }
            else
            {
                handle(item);
            }
        }
    }

    /// <summary>Returns when an interrupted session runs again, or is over.</summary>
    /// <exception cref="ApiException">The session is gone.</exception>
    public async Task ReturnedAsync()
    {
        while (page.Session?.State == SessionState.Interrupted)
        {
            await Task.Delay(InterruptedFor, page.Time, page.Closing);
            try
            {
                var now = await page.Api.GetSessionAsync(page.Session.Id, page.Closing);
                if (now.State != SessionState.Interrupted)
                {
                    page.Session = now;
                }
            }
            catch (ApiException fault) when (!fault.Problem.IsNotFound)
            {
                // The server may be on its way back.
            }
        }
    }

    // A connection may fail because the session is gone or the token is no longer good: then trying again is no use.
    private async Task CheckAsync()
    {
        try
        {
            page.Session = await page.Api.GetSessionAsync(page.Session!.Id, page.Closing);
        }
        catch (ApiException fault) when (!fault.Problem.IsUnauthorized && !fault.Problem.IsNotFound)
        {
            // The server may be on its way back.
        }
    }

    private async Task LeaveAsync()
    {
        var mine = _leave;
        if (await page.Time.PauseAsync(InterruptedFor, page.Closing)
            && mine is not null && mine == _leave && page.Session?.State == SessionState.Interrupted)
        {
            await mine.CancelAsync();
        }
    }
}
