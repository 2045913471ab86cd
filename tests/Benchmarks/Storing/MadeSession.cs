using Damon.Model.Monitoring;
using Damon.Model.Sessions;
using Damon.Server.History;

namespace Damon.Benchmarks.Storing;

/// <summary>A session to store made snapshots in.</summary>
internal static class MadeSession
{
    /// <summary>One that runs, with one target.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="startedAt">When it began.</param>
    public static StoredSession Of(long key, DateTimeOffset startedAt) => new()
    {
        Key = key,
        Id = $"s{key}",
        Name = $"s{key}",
        State = SessionState.Running,
        Operations = OperationsKind.PageTable,
        Sampler = "s",
        Attributes = new MonitoringAttributes(),
        StartedAt = startedAt,
        Targets = [new StoredTarget(0, 1, DateTimeOffset.UnixEpoch, "made", "made", null)],
    };
}
