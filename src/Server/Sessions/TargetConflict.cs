using Damon.Contracts.Link;

namespace Damon.Server.Sessions;

/// <summary>
/// The sampler refuses a process that it samples already with the same operations: both would clear the bits that the
/// other waits for. It knows sessions by their ids only.
/// </summary>
internal static class TargetConflict
{
    /// <summary>A refusal with the name of the session that stands in the way; any other answer as it is.</summary>
    /// <param name="answer">What the sampler says.</param>
    /// <param name="ownId">The session that was to be started.</param>
    /// <param name="sessions">All sessions.</param>
    public static CommandAnswer Name(CommandAnswer answer, string ownId, IEnumerable<Session> sessions)
        => answer is { Code: CommandCode.Busy, Message: { } message }
            && sessions.FirstOrDefault(session => session.Id != ownId && message.Contains(session.Id, StringComparison.Ordinal)) is { } other
                ? answer with { Message = message.Replace(other.Id, $"{other.Id} ({other.Name})", StringComparison.Ordinal) }
                : answer;
}
