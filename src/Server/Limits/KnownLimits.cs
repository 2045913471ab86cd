using Damon.Contracts.Link;
using Damon.Model.Sessions;
using Damon.Server.Sessions;

namespace Damon.Server.Limits;

/// <summary>
/// The memory limits of running sessions for those who ask often and must not wait: as the samplers told them a short time
/// ago. Each session is asked about one question at a time.
/// </summary>
internal sealed class KnownLimits(SessionRegistry sessions, SessionCommands commands, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private readonly Dictionary<SessionEntry, Known> _known = [];

    /// <summary>Asks about all running sessions of which nothing fresh is known; returns when that is told, or after half a second.</summary>
    public Task RefreshAsync()
    {
        var running = sessions.Active.Where(static entry => entry.Session.State == SessionState.Running).ToHashSet();
        lock (_gate)
        {
            foreach (var over in _known.Keys.Where(entry => !running.Contains(entry)).ToArray())
            {
                _known.Remove(over);
            }
        }

        return WaitAsync(Task.WhenAll(running.Select(Ask)));
    }

    /// <summary>The limits of one session, asked about now unless they are fresh; empty where it does not run, or nothing is told within half a second.</summary>
    public async Task<IReadOnlyList<LimitReading>> ReadAsync(SessionEntry entry)
    {
        if (entry.Session.State != SessionState.Running)
        {
            return [];
        }

        await WaitAsync(Ask(entry));
        return Of(entry);
    }

    /// <summary>The limits of one session as they were told last; empty where the last question had no answer.</summary>
    public IReadOnlyList<LimitReading> Of(SessionEntry entry)
    {
        lock (_gate)
        {
            return _known.GetValueOrDefault(entry)?.Told ?? [];
        }
    }

    private async Task WaitAsync(Task question)
    {
        try
        {
            await question.WaitAsync(Patience, time);
        }
        catch (TimeoutException)
        {
            // The answer is there for those who come later.
        }
    }

    private Task Ask(SessionEntry entry)
    {
        TaskCompletionSource asked;
        lock (_gate)
        {
            if (_known.GetValueOrDefault(entry) is { } known && (!known.Question.IsCompleted || time.GetElapsedTime(known.Since) < Fresh))
            {
                return known.Question;
            }

            asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _known[entry] = new Known(asked.Task, time.GetTimestamp(), _known.GetValueOrDefault(entry)?.Told ?? []);
        }

        return AskAsync(entry, asked);
    }

    private async Task AskAsync(SessionEntry entry, TaskCompletionSource asked)
    {
        try
        {
            var (told, _) = await commands.AskAsync(entry, client => client.ReadLimits(entry.Id));
            lock (_gate)
            {
                if (_known.ContainsKey(entry))
                {
                    _known[entry] = new Known(asked.Task, time.GetTimestamp(), told is { Answer.Code: CommandCode.Ok } ? told.Limits : []);
                }
            }
        }
        finally
        {
            asked.SetResult();
        }
    }

    /// <summary>What is known of one session.</summary>
    /// <param name="Question">The last question; completed when it is answered, or will not be.</param>
    /// <param name="Since">When it was asked or answered, as a timestamp.</param>
    /// <param name="Told">What was told last.</param>
    private sealed record Known(Task Question, long Since, LimitReading[] Told);
}
