using Damon.Contracts.Link;
using Damon.Contracts.Rest.Lenses;
using Damon.Model.Idle;
using Damon.Model.Sessions;
using Damon.Server.Problems;
using Damon.Server.Sessions;

namespace Damon.Server.Lenses;

/// <summary>Opens, shows, reads and closes lenses. The sampler alone knows which are open, so that a server that has just started needs to know nothing.</summary>
internal sealed class LensCommands(SamplerDirectory samplers)
{
    /// <summary>Opens one.</summary>
    public async Task<Outcome<LensResource>> OpenAsync(SessionEntry entry, LensRequest request)
    {
        if (FindFault(entry.Session, request) is { } fault)
        {
            return fault;
        }

        if (entry.Session is { State: not SessionState.Running } session)
        {
            return Problem.Of(StatusCodes.Status409Conflict, $"Session {session.Id} does not run: it is {Name(session.State)}.");
        }

        var order = new LensOrder(request.Target ?? 0, request.Start!.Value, request.End!.Value);
        return Of(await AskAsync(entry, client => client.OpenLens(entry.Id, order)));
    }

    /// <summary>The one that is open.</summary>
    public async Task<Outcome<LensResource>> ShowAsync(SessionEntry entry)
        => FindNone(entry) is { } none ? none : Of(Known(await AskAsync(entry, client => client.ShowLens(entry.Id))));

    /// <summary>Ends it; null when done.</summary>
    public async Task<Problem?> CloseAsync(SessionEntry entry)
        => FindNone(entry) ?? Of(Known(await AskAsync(entry, client => client.CloseLens(entry.Id)))).Problem;

    /// <summary>Reads its pages.</summary>
    public async Task<Outcome<PagesResource>> ReadAsync(SessionEntry entry, ulong start, ulong end)
    {
        if (FindNone(entry) is { } none)
        {
            return none;
        }

        var (pages, problem) = await AskAsync(entry, client => client.ReadLens(entry.Id, start, end));
        problem ??= CommandProblems.Of(Known(pages!.Answer));
        return problem is not null ? problem : new PagesResource(pages!.Start, pages.End, pages.AtUs, (int)LensRules.PageBytes, pages.Ages);
    }

    private static Problem? FindFault(Session session, LensRequest request)
    {
        var faults = new FieldFaults();
        var most = Math.Max(0, session.Targets.Count - 1);
        if (request.Target is { } target && (target < 0 || target > most))
        {
            faults.Add("target", $"There is no target {target}; give 0 to {most}.");
        }

        if (request.Start is null)
        {
            faults.Add("start", "Give the first address, such as \"0x7f8000000000\".");
        }

        if (request.End is null)
        {
            faults.Add("end", "Give the address after the last one, such as \"0x7f8040000000\".");
        }

        if (request is { Start: { } start, End: { } end })
        {
            foreach (var error in LensRules.Validate(start, end))
            {
                faults.Add(error.Field, error.Message);
            }
        }

        return faults.Any ? Problem.Of(faults) : null;
    }

    // A session that does not run has no lens; one whose sampler is away for the moment may have one.
    private static Problem? FindNone(SessionEntry entry)
        => entry.Session.State.IsActive() || entry.Session.State == SessionState.Interrupted ? null
            : Problem.Of(StatusCodes.Status404NotFound, $"No lens is open: session {entry.Id} is {Name(entry.Session.State)}, and a lens ends with its session.");

    private async Task<Outcome<T>> AskAsync<T>(SessionEntry entry, Func<ISamplerClient, Task<T>> question)
        where T : class
        => samplers.Find(entry.Session.Sampler) is { } sampler
            ? await sampler.AskAsync(question)
            : Problem.Of(StatusCodes.Status503ServiceUnavailable, $"The sampler of session {entry.Id} is not connected at the moment. Try again when it is back.");

    private static Outcome<LensResource> Of(Outcome<LensAnswer> asked)
    {
        var (answer, problem) = asked;
        problem ??= CommandProblems.Of(answer!.Answer);
        return problem is not null ? problem : answer!.Lens is { } lens
            ? new LensResource(lens.Target, lens.Start, lens.End, lens.SinceUs, lens.SweepUs)
            : Problem.Of(StatusCodes.Status502BadGateway, "The sampler told nothing of the lens.");
    }

    private static Outcome<LensAnswer> Known(Outcome<LensAnswer> asked)
        => asked.Value is { } told ? told with { Answer = Known(told.Answer) } : asked;

    // Where none can be, or none any more, none is open.
    private static CommandAnswer Known(CommandAnswer answer)
        => answer.Code is CommandCode.NotRunning or CommandCode.Unavailable ? answer with { Code = CommandCode.NotOpen } : answer;

    private static string Name(SessionState state) => state.ToString().ToLowerInvariant();
}
