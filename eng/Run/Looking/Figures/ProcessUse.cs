using Damon.Contracts.Rest;

namespace Damon.Run.Looking.Figures;

/// <summary>One process and its memory.</summary>
/// <param name="Target">The process.</param>
/// <param name="Use">Its memory, shared memory included.</param>
internal sealed record ProcessUse(TargetResource Target, MemoryUse Use);
