using Damon.Model.Groups;

namespace Damon.Sampler.Groups;

/// <summary>A group of processes as the host shows it.</summary>
/// <param name="Kind">How it is named.</param>
/// <param name="Name">Its name.</param>
/// <param name="Processes">Processes of it that can be monitored.</param>
/// <param name="ResidentBytes">Their resident memory added up, bytes.</param>
/// <param name="LimitBytes">The least of the memory limits of its control group and of those above, bytes; null where there is none.</param>
internal sealed record GroupFacts(GroupKind Kind, string Name, int Processes, long ResidentBytes, long? LimitBytes);
