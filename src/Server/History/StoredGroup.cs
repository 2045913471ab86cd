using Damon.Model.Groups;

namespace Damon.Server.History;

/// <summary>A group of a session as it is stored.</summary>
/// <param name="Kind">How it is named.</param>
/// <param name="Name">Its path, unit, container or pattern.</param>
/// <param name="Processes">Processes that belonged to it.</param>
/// <param name="Remark">Which of them were not monitored and why; null when all were.</param>
internal sealed record StoredGroup(GroupKind Kind, string Name, int Processes, string? Remark);
