using Damon.Contracts.Groups;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;

namespace Damon.Contracts.Link;

/// <summary>What the server asks of a sampler, over the same connection (SignalR client results).</summary>
public interface ISamplerClient
{
    /// <summary>Processes of the host, biggest resident size first.</summary>
    Task<ProcessResource[]> ListProcesses(ProcessQuery query);

    /// <summary>Groups of processes of the host, biggest resident size first.</summary>
    Task<GroupResource[]> ListGroups(GroupQuery query);

    /// <summary>Starts a session; returns when it samples or has been refused.</summary>
    Task<StartAnswer> StartSession(StartSession start);

    /// <summary>Stops a session; returns when sampling has ended and its last snapshot has been pushed.</summary>
    Task<CommandAnswer> StopSession(string sessionId);

    /// <summary>New attributes for a running session; all or none take effect.</summary>
    Task<CommandAnswer> UpdateAttributes(string sessionId, AttributesMessage attributes);

    /// <summary>Measures what single steps of monitoring cost on its host, about a second long; answers what is known then.</summary>
    Task<SamplerCost> MeasureCost();

    /// <summary>Begins to follow every page of a range of a running session; one lens at a time.</summary>
    Task<LensAnswer> OpenLens(string sessionId, LensOrder order);

    /// <summary>The lens that is open in a session.</summary>
    Task<LensAnswer> ShowLens(string sessionId);

    /// <summary>Ends the lens of a session; answers what it was.</summary>
    Task<LensAnswer> CloseLens(string sessionId);

    /// <summary>What a session's lens tells of the pages between two addresses; what lies outside the lens is left out.</summary>
    Task<LensPages> ReadLens(string sessionId, ulong start, ulong end);

    /// <summary>The memory limits that bound the targets and groups of a running session, and what is charged to them now.</summary>
    Task<LimitReadings> ReadLimits(string sessionId);
}
