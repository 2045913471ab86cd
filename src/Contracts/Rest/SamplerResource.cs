using Damon.Contracts.Monitoring;

namespace Damon.Contracts.Rest;

/// <summary>A connected sampler.</summary>
/// <param name="Id">Names it in <c>POST /sessions</c>.</param>
/// <param name="Host">Its host's name.</param>
/// <param name="Kernel">The kernel's release, as <c>uname -r</c>.</param>
/// <param name="Operations">Every kind of operations, available or not.</param>
/// <param name="Cost">What single steps of monitoring cost on its host; null until that is known, about a second after its start.</param>
public sealed record SamplerResource(string Id, string Host, string Kernel, IReadOnlyList<OperationsResource> Operations, SamplerCost? Cost = null);
