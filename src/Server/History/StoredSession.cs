using Damon.Contracts.Rest;

namespace Damon.Server.History;

/// <summary>A session as it is stored.</summary>
/// <param name="Key">Its number in the database.</param>
/// <param name="Resource">What callers see.</param>
/// <param name="SamplerLost">Snapshots the sampler dropped.</param>
/// <param name="ServerLost">Snapshots the server dropped because they could not be written.</param>
internal sealed record StoredSession(long Key, SessionResource Resource, long SamplerLost, long ServerLost);
