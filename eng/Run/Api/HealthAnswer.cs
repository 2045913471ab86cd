using System.Net;
using Damon.Contracts.Rest;
using Damon.Contracts.Rest.Health;

namespace Damon.Run.Api;

/// <summary>What the server says of itself.</summary>
/// <param name="Status">The status it answers with.</param>
/// <param name="Health">State of its parts; null when the answer tells none.</param>
internal sealed record HealthAnswer(HttpStatusCode Status, HealthResource? Health)
{
    /// <summary>Whether the server answers, however its parts are.</summary>
    public bool ServerIsReady => Status is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable;

    /// <summary>Whether a sampler is connected.</summary>
    public bool SamplerIsReady => Status is HttpStatusCode.OK && Health is { Sampler.Status: "ok" };
}
