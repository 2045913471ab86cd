using Damon.Sampler.Procfs;

namespace Damon.Sampler.Sessions.Joining;

/// <summary>A process that is to be a target.</summary>
/// <param name="Facts">What is known of it.</param>
/// <param name="Group">Index of the group by which it was found; null when it was named itself, or is a child of a target.</param>
internal sealed record FoundProcess(ProcessFacts Facts, int? Group);
