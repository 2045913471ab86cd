using Damon.Contracts.Link;
using Damon.Contracts.Rest;
using Damon.Server.History;
using Damon.Server.Problems;

namespace Damon.Server.Sessions;

/// <summary>Starts sessions. Whether the operations work, and which <c>auto</c> stands for, is the sampler's to say.</summary>
internal sealed class SessionStarter(SessionRegistry sessions, SamplerDirectory samplers, HistoryWriter writer, TimeProvider time, ILogger<SessionStarter> log)
{
    private static readonly TimeSpan StoreTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan DeleteTimeout = TimeSpan.FromSeconds(1);

    /// <summary>Starts one and returns when it samples.</summary>
    public async Task<Outcome<Session>> StartAsync(CreateSessionRequest request)
    {
        var (plan, refused) = StartRules.Check(request);
        if (plan is null)
        {
            return refused!;
        }

        var (sampler, away) = samplers.Choose(plan.Sampler);
        return sampler is null ? away! : await StartAsync(plan, sampler);
    }

    private async Task<Outcome<Session>> StartAsync(StartPlan plan, SamplerConnection sampler)
    {
        if (writer.Trouble is { } trouble)
        {
            return NotStored(trouble);
        }

        var entry = sessions.Add(plan, sampler.Hello.SamplerId);
        if (await writer.StoreAsync(entry.Session.ToStored(), StoreTimeout) is { } refusal)
        {
            // Nothing of it would be there after a restart.
            await AbandonAsync(entry, sampler, begun: false);
            return NotStored(refusal);
        }

        var firstName = entry.Session.Name;
        var order = new StartSession
        {
            SessionId = entry.Id,
            Operations = plan.Operations,
            Targets = [.. plan.Targets],
            Attributes = plan.Attributes,
            FollowChildren = plan.FollowChildren,
        };
        var (answer, problem) = await sampler.AskAsync(client => client.StartSession(order));
        problem ??= CommandProblems.Of(TargetConflict.Name(answer!.Answer, entry.Id, sessions.All));
        if (problem is not null)
        {
            // Without an answer it may have begun all the same.
            await AbandonAsync(entry, sampler, begun: answer is null);
            return problem;
        }

        log.LogInformation("Session {Id} runs on {Targets}, {Count} processes", entry.Id, NameOf(answer!), answer!.Targets.Length);
        return entry.Change(session => Named(session, firstName, plan, answer).AfterStart(answer, time.GetUtcNow())).Now;
    }

    private static Problem NotStored(HistoryWriter.Refusal refusal) => Problem.Of(
        refusal.IsFull ? StatusCodes.Status507InsufficientStorage : StatusCodes.Status503ServiceUnavailable,
        $"The session is not started, as it could not be recorded. {refusal.Sentence}");

    /// <summary>Named after its targets, unless a name was given, also while it was starting.</summary>
    private static Session Named(Session session, string firstName, StartPlan plan, StartAnswer answer)
        => plan.Name is not null || session.Name != firstName
            ? session
            : session with { Name = NameOf(answer) };

    /// <summary>The processes that were named themselves, then the groups.</summary>
    private static string NameOf(StartAnswer answer)
        => SessionTexts.NameOf(answer.Targets.Where(target => target.Group is null).Select(target => SessionTexts.PartOf(target.Name, target.Pid)).Concat((answer.Groups ?? []).Select(group => group.Name)));

    /// <summary>A start that failed leaves nothing behind.</summary>
    private async Task AbandonAsync(SessionEntry entry, SamplerConnection sampler, bool begun)
    {
        if (begun)
        {
            _ = sampler.AskAsync(client => client.StopSession(entry.Id));
        }

        entry.TryDelete(evenActive: true);
        await sessions.AbandonAsync(entry, DeleteTimeout);
    }
}
