using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;

namespace Damon.Contracts.Link;

/// <summary>What the server asks of a sampler, over the same connection (SignalR client results).</summary>
public interface ISamplerClient
{
    /// <summary>Processes of the host, biggest resident size first.</summary>
    Task<ProcessResource[]> ListProcesses(ProcessQuery query);

    /// <summary>Starts a session; returns when it samples or has been refused.</summary>
    Task<StartAnswer> StartSession(StartSession start);

    /// <summary>Stops a session; returns when sampling has ended and its last snapshot has been pushed.</summary>
    Task<CommandAnswer> StopSession(string sessionId);

    /// <summary>New attributes for a running session; all or none take effect.</summary>
    Task<CommandAnswer> UpdateAttributes(string sessionId, AttributesMessage attributes);

    /// <summary>Measures what single steps of monitoring cost on its host, about a second long; answers what is known then.</summary>
    Task<SamplerCost> MeasureCost();
}
