using System.Net;
using Damon.Contracts.Rest;
using Damon.Contracts.Rest.Limits;
using Damon.Run.Api;

namespace Damon.Run.Looking.Figures;

/// <summary>Reads a session's figures, and again what may have changed.</summary>
/// <param name="api">The server.</param>
/// <param name="watched">The session.</param>
internal sealed class LookReader(DamonApi api, WatchedSession watched)
{
    /// <summary>Most processes told one by one: each takes two calls.</summary>
    public const int MostProcesses = 40;

    // Looks come every ten seconds, later where they would take too much.
    private const long RecentUs = 120_000_000;

    private LookMoment? _last;

    /// <summary>What is so now.</summary>
    /// <exception cref="ApiFailure">The server does not tell.</exception>
    public async Task<LookMoment> ReadAsync(CancellationToken cancellationToken)
    {
        var session = await api.SessionAsync(watched.Id, cancellationToken);
        TargetResource[] targets = [.. session.Targets.Where(target => target.EndedBecause is null && (watched.Target ?? target.Index) == target.Index)];
        var only = watched.Target ?? (session.Targets is [var single] ? single.Index : null);
        var needed = await api.NeededAsync(watched.Id, only, Math.Max(0, (session.LastUs ?? 0) - RecentUs), cancellationToken);
        if (needed.Series is not [.., var newest])
        {
            return _last = new LookMoment(session, targets);
        }

        return _last = _last?.AtUs == newest.Us
            ? _last with { Session = session, Targets = targets }
            : await ReadAsync(session, targets, only, needed.WindowsS, newest, cancellationToken);
    }

    /// <summary>The mappings alone, over the times of <paramref name="whole"/>.</summary>
    public async Task<IReadOnlyList<MappingUse>> MappingsAsync(long atUs, MemoryUse whole, CancellationToken cancellationToken) =>
        Mappings(await api.IdleAsync(watched.Id, watched.Target, atUs, byMapping: true, cancellationToken), whole);

    private static MappingUse[] Mappings(IdleResource idle, MemoryUse whole) =>
        [.. idle.Mappings.Select(mapping => new MappingUse(mapping.Start, mapping.End, mapping.Name, mapping.Kind, MemoryUses.Of(mapping, idle.EdgesS, whole)))];

    private async Task<LookMoment> ReadAsync(
        SessionResource session, TargetResource[] targets, int? only, IReadOnlyList<int> windowsS, NeededPoint newest, CancellationToken cancellationToken)
    {
        var idle = await api.IdleAsync(watched.Id, only, newest.Us, byMapping: true, cancellationToken);
        var whole = MemoryUses.Of(newest, windowsS, idle.Total);
        var processes = new List<ProcessUse>();
        var told = only is null ? await BiggestAsync(targets, cancellationToken) : [];
        foreach (var target in told)
        {
            if (await ProcessAsync(target, newest.Us, cancellationToken) is { } use)
            {
                processes.Add(new ProcessUse(target, use));
            }
        }

        return new LookMoment(session, targets)
        {
            AtUs = newest.Us,
            Whole = whole,
            Processes = processes,
            ProcessesLeftOut = only is null ? targets.Length - told.Count : 0,
            Mappings = Mappings(idle, whole),
            Limit = await LimitAsync(cancellationToken),
        };
    }

    // Null for one that has come since the moment.
    private async Task<MemoryUse?> ProcessAsync(TargetResource target, long atUs, CancellationToken cancellationToken)
    {
        var needed = await api.NeededAsync(watched.Id, target.Index, Math.Max(0, atUs - RecentUs), cancellationToken);
        return needed.Series.LastOrDefault(point => point.Us <= atUs) is { } point
            ? MemoryUses.Of(point, needed.WindowsS, (await api.IdleAsync(watched.Id, target.Index, point.Us, byMapping: false, cancellationToken)).Total)
            : null;
    }

    private async Task<IReadOnlyList<TargetResource>> BiggestAsync(TargetResource[] targets, CancellationToken cancellationToken)
    {
        if (targets.Length <= MostProcesses)
        {
            return targets;
        }

        var resident = (await api.ProcessesAsync(cancellationToken)).ToDictionary(process => process.Pid, process => process.ResidentBytes);
        return [.. targets.OrderByDescending(target => resident.GetValueOrDefault(target.Pid)).Take(MostProcesses)];
    }

    private async Task<MemoryLimit?> LimitAsync(CancellationToken cancellationToken)
    {
        try
        {
            var limits = await api.LimitsAsync(watched.Id, cancellationToken);
            return limits.Limits.Where(limit => limit.LimitBytes is not null && (watched.Target is null || limit.Target is null || limit.Target == watched.Target))
                .MinBy(limit => limit.LimitBytes);
        }
        catch (ApiFailure failure) when (failure.Status is HttpStatusCode.NotFound or HttpStatusCode.Conflict or HttpStatusCode.ServiceUnavailable)
        {
            // A server of an earlier version, a session that has just ended, a sampler that is away: without a limit then.
            return null;
        }
    }
}
