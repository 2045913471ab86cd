using Damon.Model.Sessions;
using Damon.Run.Api;
using Damon.Run.Arguments;
using Damon.Run.Looking.Figures;
using Spectre.Console;

namespace Damon.Run.Looking.Top;

/// <summary><c>./run top</c>.</summary>
/// <param name="screen">For sentences beside the picture.</param>
/// <param name="console">For the picture and for keys.</param>
/// <param name="time">The clock.</param>
internal sealed class TopCommand(Screen screen, IAnsiConsole console, TimeProvider time)
{
    private const string Notes = "Started by ./run top, which deletes it when it ends.";

    /// <summary>Looks until somebody ends it or monitoring ends; a session of its own is deleted then.</summary>
    /// <returns>The exit status.</returns>
    public async Task<int> RunAsync(DamonApi api, LookOptions options, CancellationToken cancellationToken)
    {
        var search = new SessionSearch(api, screen);
        var watched = options.Target is { } target
            ? [await search.FindOrStartAsync(target, Notes, cancellationToken)]
            : await search.RunningAsync(cancellationToken);
        try
        {
            return await LookAsync(api, watched, cancellationToken);
        }
        finally
        {
            foreach (var own in watched.Where(one => one.IsOwn))
            {
                await new SessionEnd(api, time).DeleteAsync(own.Id);
            }
        }
    }

    private async Task<int> LookAsync(DamonApi api, IReadOnlyList<WatchedSession> watched, CancellationToken cancellationToken)
    {
        LookReader[] readers = [.. watched.Select(one => new LookReader(api, one))];
        var loop = new TopLoop(console, (session, cancel) => readers[session].ReadAsync(cancel), readers.Length, time) { HasKeys = console.Profile.Capabilities.Interactive && TopDisplay.IsLive(console) };
        var last = await TopDisplay.RunAsync(console, show => loop.RunAsync(show, cancellationToken));
        if (last is null)
        {
            return 0;
        }

        screen.Complain(Printable.Of($"Monitoring has ended. {last.Session.EndedBecause}").TrimEnd());
        return last.Session.State == SessionState.Failed ? RunFailure.Failed : 0;
    }
}
