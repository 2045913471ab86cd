using Damon.Contracts.Groups;
using Damon.Model.Groups;

namespace Damon.Server.Sessions;

/// <summary>A group whose processes are targets of a session.</summary>
/// <param name="Kind">How it is named.</param>
/// <param name="Name">Its path, unit, container or pattern.</param>
/// <param name="Processes">Processes that belong to it, as its sampler has told last.</param>
/// <param name="Remark">Which of them are not monitored and why, as a sentence; null when all are.</param>
internal sealed record SessionGroup(GroupKind Kind, string Name, int Processes = 0, string? Remark = null)
{
    /// <summary>Groups as a sampler tells them.</summary>
    public static IReadOnlyList<SessionGroup> Of(IEnumerable<SessionGroupResource> told)
        => [.. told.Select(group => new SessionGroup(group.Kind, group.Name, group.Processes, group.Remark))];
}
