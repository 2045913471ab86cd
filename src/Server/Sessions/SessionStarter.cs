using Damon.Contracts.Link;
using Damon.Contracts.Rest;
using Damon.Model.Monitoring;
using Damon.Model.Sessions;
using Damon.Server.Problems;

namespace Damon.Server.Sessions;

/// <summary>Starts sessions.</summary>
internal sealed class SessionStarter(SessionRegistry sessions, SamplerDirectory samplers, ILogger<SessionStarter> log)
{
    private static readonly TimeSpan DeleteTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Starts one and returns when it samples.</summary>
    public async Task<Outcome<SessionResource>> StartAsync(CreateSessionRequest request)
    {
        var (plan, refused) = StartRules.Check(request);
        if (plan is null)
        {
            return refused!;
        }

        if (StartRules.NotBuilt(plan.Operations) is { } notBuilt)
        {
            return notBuilt;
        }

        var (sampler, away) = samplers.Choose(plan.Sampler);
        if (sampler is null)
        {
            return away!;
        }

        if (Resolve(plan.Operations, sampler.Hello.Operations) is not { Available: true } operations)
        {
            return Unavailable(plan.Operations, sampler.Hello.Operations);
        }

        return await StartAsync(plan, sampler, operations.Kind);
    }

    private async Task<Outcome<SessionResource>> StartAsync(StartPlan plan, SamplerConnection sampler, OperationsKind operations)
    {
        var session = new SessionResource
        {
            Name = plan.Name ?? string.Join(", ", plan.Targets.Select(target => $"process {target.Pid}")),
            State = SessionState.Starting,
            Operations = operations,
            Targets = [.. plan.Targets.Select((target, index) => new TargetResource { Index = index, Pid = target.Pid, StartTime = target.StartTime ?? default })],
            Attributes = plan.Attributes,
            Sampler = sampler.Hello.SamplerId,
            FollowChildren = plan.FollowChildren,
            Notes = plan.Notes,
        };
        Problem? conflict = null;
        var id = sessions.NewId();
        var entry = sessions.TryAdd(id, session, active => (conflict = TargetConflict.Find(active, id, session.Sampler, operations, session.Targets)) is not null);
        if (entry is null)
        {
            return conflict!;
        }

        var order = new StartSession
        {
            SessionId = id,
            Operations = plan.Operations,
            Targets = [.. plan.Targets],
            Attributes = plan.Attributes,
            FollowChildren = plan.FollowChildren,
        };
        var (answer, problem) = await sampler.AskAsync(client => client.StartSession(order));
        problem ??= CommandProblems.Of(answer!.Answer);
        if (problem is null && answer!.Operations != operations)
        {
            // The sampler has chosen otherwise than foreseen, so that the question comes up anew.
            problem = TargetConflict.Find(sessions.Active.Select(other => other.Resource), id, session.Sampler, answer.Operations, answer.Targets);
        }

        if (problem is not null)
        {
            await AbandonAsync(entry, sampler, begun: answer is null || answer.Answer.Code == CommandCode.Ok);
            return problem;
        }

        log.LogInformation("Session {Id} runs on {Targets}", id, string.Join(", ", answer!.Targets.Select(target => $"{target.Name} ({target.Pid})")));
        return entry.Change(now => Started(now, session.Name, plan, answer));
    }

    private static SessionResource Started(SessionResource now, string firstName, StartPlan plan, StartAnswer answer) => now with
    {
        // It may have been renamed while it was starting.
        Name = plan.Name is not null || now.Name != firstName ? now.Name : string.Join(", ", answer.Targets.Select(target => $"{target.Name} ({target.Pid})")),
        Operations = answer.Operations,

        // A short-lived target may have ended already: then its status came first and says more.
        State = now.State == SessionState.Starting ? SessionState.Running : now.State,
        Targets = now.State == SessionState.Starting ? answer.Targets : now.Targets,
    };

    /// <summary>The operations that <c>auto</c> stands for: the first that is available.</summary>
    private static OperationsResource? Resolve(OperationsKind wanted, OperationsResource[] operations) => wanted == OperationsKind.Auto
        ? operations.FirstOrDefault(kind => kind.Available && StartRules.NotBuilt(kind.Kind) is null)
        : operations.FirstOrDefault(kind => kind.Kind == wanted);

    private static Problem Unavailable(OperationsKind wanted, OperationsResource[] operations)
    {
        var reasons = operations.Where(kind => (wanted == OperationsKind.Auto || kind.Kind == wanted) && !kind.Available && kind.Reason is not null)
            .Select(kind => $"{kind.Kind}: {kind.Reason}").ToArray();
        var detail = reasons.Length == 0 ? "The sampler has none that fit." : string.Join(" ", reasons);
        return Problem.Of(StatusCodes.Status422UnprocessableEntity, "The operations are not available on the sampler's host. " + detail, "operations");
    }

    /// <summary>A start that failed leaves nothing behind.</summary>
    private async Task AbandonAsync(SessionEntry entry, SamplerConnection sampler, bool begun)
    {
        if (begun)
        {
            _ = sampler.AskAsync(client => client.StopSession(entry.Resource.Id));
        }

        entry.TryDelete(evenActive: true);
        await sessions.RemoveAsync(entry, DeleteTimeout);
    }
}
