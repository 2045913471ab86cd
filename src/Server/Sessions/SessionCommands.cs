using Damon.Contracts.Link;
using Damon.Contracts.Rest;
using Damon.Model.Monitoring;
using Damon.Model.Sessions;
using Damon.Server.History;
using Damon.Server.Problems;

namespace Damon.Server.Sessions;

/// <summary>Stops, changes and deletes sessions.</summary>
internal sealed class SessionCommands(SessionRegistry sessions, SamplerDirectory samplers, SessionIntake intake, HistoryWriter writer, TimeProvider time)
{
    private static readonly TimeSpan LastStatusTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FlushTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan DeleteTimeout = TimeSpan.FromSeconds(3);

    /// <summary>Stops one and returns when sampling has ended and everything is stored.</summary>
    public async Task<Outcome<Session>> StopAsync(SessionEntry entry)
    {
        var (sampler, problem) = Running(entry);
        if (sampler is null)
        {
            return problem!;
        }

        var asked = entry.Change(session => session.After(SessionEvent.StopAsked, time.GetUtcNow()));
        if (!asked.Moved)
        {
            return NotRunning(asked.Now);
        }

        (var answer, problem) = await sampler.AskAsync(client => client.StopSession(entry.Id));
        if (answer?.Code is CommandCode.Ok or CommandCode.NotRunning)
        {
            await Task.WhenAny(entry.Over, Task.Delay(LastStatusTimeout, time));
            await (answer.Code == CommandCode.Ok
                ? intake.EndAsync(entry, SessionEvent.Ended, "Stopped on request.")
                : intake.EndAsync(entry, SessionEvent.Lost, "The sampler no longer knew the session when it was to be stopped."));
            return entry.Session;
        }

        entry.Change(session => session.After(SessionEvent.StopRefused, time.GetUtcNow()));
        return problem ?? CommandProblems.Of(answer!)!;
    }

    /// <summary>Renames a session or changes its notes, all or nothing; returns when that is stored, unless the history cannot be written.</summary>
    public async Task<Outcome<Session>> UpdateAsync(SessionEntry entry, UpdateSessionRequest request)
    {
        var faults = new FieldFaults();
        var name = SessionTexts.Name(request.Name, faults);
        var notes = SessionTexts.Notes(request.Notes, faults);
        if (request.Name is not null && name is null)
        {
            faults.Add("name", $"The name is empty; give 1 to {UpdateSessionRequest.LongestName} characters, or leave it out to keep the old one.");
        }

        if (faults.Any)
        {
            return Problem.Of(faults);
        }

        var changed = entry.Change(session => session with { Name = name ?? session.Name, Notes = notes ?? session.Notes });
        if (writer.Failure is null)
        {
            await writer.FlushAsync(FlushTimeout);
        }

        return changed.Now;
    }

    /// <summary>Gives a running session new attributes, all or none.</summary>
    public async Task<Outcome<Session>> UpdateAsync(SessionEntry entry, AttributesRequest request)
    {
        var (sampler, problem) = Running(entry);
        if (sampler is null)
        {
            return problem!;
        }

        var attributes = request.Over(entry.Session.Attributes);
        var faults = new FieldFaults();
        foreach (var error in AttributeRules.Validate(attributes))
        {
            faults.Add(error.Field, error.Message);
        }

        if (faults.Any)
        {
            return Problem.Of(faults);
        }

        (var answer, problem) = await sampler.AskAsync(client => client.UpdateAttributes(entry.Id, attributes));
        problem ??= CommandProblems.Of(answer!);
        return problem is not null ? problem : entry.Change(session => session with { Attributes = attributes }).Now;
    }

    /// <summary>Deletes one that does not run, with its history. Null when done.</summary>
    public async Task<Problem?> DeleteAsync(SessionEntry entry)
    {
        if (!entry.TryDelete())
        {
            return Problem.Of(StatusCodes.Status409Conflict, $"Session {entry.Id} is {Name(entry.Session.State)}; stop it first.");
        }

        if (await sessions.RemoveAsync(entry, DeleteTimeout))
        {
            return null;
        }

        var trouble = writer.Trouble ?? new HistoryWriter.Refusal("The history could not be changed in time.", IsFull: false);
        return Problem.Of(
            trouble.IsFull ? StatusCodes.Status507InsufficientStorage : StatusCodes.Status503ServiceUnavailable,
            $"Session {entry.Id} could not be deleted and is as it was. {trouble.Sentence}");
    }

    /// <summary>Asks the sampler of a running session.</summary>
    public async Task<Outcome<T>> AskAsync<T>(SessionEntry entry, Func<ISamplerClient, Task<T>> question)
        where T : class
    {
        var (sampler, problem) = Running(entry);
        return sampler is null ? problem! : await sampler.AskAsync(question);
    }

    private static Problem NotRunning(Session session)
        => Problem.Of(StatusCodes.Status409Conflict, $"Session {session.Id} does not run: it is {Name(session.State)}.");

    private static string Name(SessionState state) => state.ToString().ToLowerInvariant();

    private Outcome<SamplerConnection> Running(SessionEntry entry)
    {
        var session = entry.Session;
        if (session.State != SessionState.Running)
        {
            return NotRunning(session);
        }

        return samplers.Find(session.Sampler) is { } sampler
            ? sampler
            : Problem.Of(StatusCodes.Status503ServiceUnavailable, $"The sampler of session {session.Id} is not connected at the moment. Try again when it is back.");
    }
}
