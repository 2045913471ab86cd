using System.Globalization;
using System.Net;
using Damon.Contracts.Rest;
using Damon.Model.Groups;
using Damon.Model.Sessions;
using Damon.Run.Api;

namespace Damon.Run.Looking;

/// <summary>Finds the session to look at, or starts one.</summary>
internal sealed class SessionSearch(DamonApi api, Screen screen)
{
    /// <summary>What people call <paramref name="target"/>.</summary>
    public static string NameOf(TargetRequest target) => GroupOf(target) is { } group
        ? Printable.Of($"{group.Kind.ToString().ToLowerInvariant()} {group.Name}")
        : string.Create(CultureInfo.InvariantCulture, $"process {target.Pid}");

    /// <summary>Every session that runs, newest first.</summary>
    /// <exception cref="RunFailure">None does.</exception>
    public async Task<IReadOnlyList<WatchedSession>> RunningAsync(CancellationToken cancellationToken)
    {
        var running = (await api.SessionsAsync(cancellationToken)).Where(session => session.State.IsActive()).ToList();
        return running.Count > 0
            ? [.. running.Select(session => new WatchedSession(session.Id, null, IsOwn: false))]
            : throw NothingMonitored();
    }

    /// <summary>There is nothing to look at.</summary>
    public static RunFailure NothingMonitored() =>
        new(RunFailure.WrongArguments, "Nothing is monitored now. Say what to look at: ./run top with one of --pid N, --unit U, --container C and --command P.");

    /// <summary>The session that monitors <paramref name="target"/> already, which is said, or a new one with these <paramref name="notes"/>.</summary>
    /// <exception cref="RunFailure">It cannot be monitored.</exception>
    public async Task<WatchedSession> FindOrStartAsync(TargetRequest target, string notes, CancellationToken cancellationToken)
    {
        if (Find(await api.SessionsAsync(cancellationToken), target) is { } running)
        {
            return Say(running, target);
        }

        try
        {
            var started = await api.StartAsync(new CreateSessionRequest { Targets = [target], Notes = notes }, cancellationToken);
            return new WatchedSession(started.Id, null, IsOwn: true);
        }
        catch (ApiFailure failure) when (failure.Status is HttpStatusCode.Conflict)
        {
            var sessions = await api.SessionsAsync(cancellationToken);
            // Its name may be given in another way than here: then the refusal names it.
            var holder = Find(sessions, target) ?? sessions.FirstOrDefault(session => session.State.IsActive() && failure.Message.Contains(session.Id, StringComparison.Ordinal));
            return holder is null ? throw Refused(target, failure) : Say(holder, target);
        }
        catch (ApiFailure failure) when (failure is { IsSilence: false, Status: not HttpStatusCode.Unauthorized })
        {
            throw Refused(target, failure);
        }
    }

    private static SessionResource? Find(IEnumerable<SessionResource> sessions, TargetRequest target) => sessions.FirstOrDefault(session => session.State.IsActive()
        && (GroupOf(target) is { } group ? IsOf(session, group) : TargetOf(session, target) is not null));

    // One of that group and something else would be told together with it.
    private static bool IsOf(SessionResource session, (GroupKind Kind, string Name) group) =>
        session.Groups is [var only] && only.Kind == group.Kind && only.Name == group.Name && session.Targets.All(target => target.Group == 0);

    private static TargetResource? TargetOf(SessionResource session, TargetRequest target) =>
        session.Targets.FirstOrDefault(one => one.Pid == target.Pid && one.EndedBecause is null);

    private static (GroupKind Kind, string Name)? GroupOf(TargetRequest target) => target switch
    {
        { Unit: { } name } => (GroupKind.Unit, name),
        { Container: { } name } => (GroupKind.Container, name),
        { Command: { } name } => (GroupKind.Command, name),
        { Cgroup: { } name } => (GroupKind.Cgroup, name),
        _ => null,
    };

    private static RunFailure Refused(TargetRequest target, ApiFailure failure) =>
        new(RunFailure.Failed, Printable.Of($"{Capital(NameOf(target))} cannot be monitored: {failure.Message}"));

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private WatchedSession Say(SessionResource session, TargetRequest target)
    {
        screen.Complain(Printable.Of($"The session {session.Name} ({session.Id}) monitors {NameOf(target)} already: this looks at that one."));
        var index = session.Targets.Count > 1 && GroupOf(target) is null ? TargetOf(session, target)?.Index : null;
        return new WatchedSession(session.Id, index, IsOwn: false);
    }
}
