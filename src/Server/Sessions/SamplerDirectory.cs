using System.Collections.Concurrent;
using Damon.Contracts.Monitoring;
using Damon.Server.Problems;

namespace Damon.Server.Sessions;

/// <summary>The samplers that are connected and were welcomed.</summary>
internal sealed class SamplerDirectory
{
    private readonly ConcurrentDictionary<string, SamplerConnection> _byConnection = new(StringComparer.Ordinal);

    /// <summary>Every sampler; of one that has just reconnected only the newest connection.</summary>
    public IReadOnlyList<SamplerConnection> All => [.. _byConnection.Values.OrderBy(sampler => sampler.Hello.SamplerId, StringComparer.Ordinal)];

    /// <summary>Adds a connection, which takes the place of an older one of the same sampler.</summary>
    public void Add(SamplerConnection sampler)
    {
        foreach (var old in _byConnection.Values.Where(old => old.Hello.SamplerId == sampler.Hello.SamplerId))
        {
            _byConnection.TryRemove(old.ConnectionId, out _);
        }

        _byConnection[sampler.ConnectionId] = sampler;
    }

    /// <summary>A sampler has told what monitoring costs on its host.</summary>
    /// <returns>The sampler as it is known now; null when the connection has ended.</returns>
    public SamplerConnection? SetCost(string connectionId, SamplerCost cost)
    {
        while (_byConnection.TryGetValue(connectionId, out var known))
        {
            var told = known with { Hello = known.Hello with { Cost = cost } };
            if (_byConnection.TryUpdate(connectionId, told, known))
            {
                return told;
            }
        }

        return null;
    }

    /// <summary>Removes a connection and answers its sampler; null when another has taken its place.</summary>
    public SamplerConnection? Remove(string connectionId) => _byConnection.TryRemove(connectionId, out var sampler) ? sampler : null;

    /// <summary>The sampler of a connection; null before its hello.</summary>
    public SamplerConnection? OfConnection(string connectionId) => _byConnection.GetValueOrDefault(connectionId);

    /// <summary>A sampler by its id; null when it is away.</summary>
    public SamplerConnection? Find(string samplerId) => _byConnection.Values.FirstOrDefault(sampler => sampler.Hello.SamplerId == samplerId);

    /// <summary>The sampler named, or the only one.</summary>
    public Outcome<SamplerConnection> Choose(string? samplerId)
    {
        var all = All;
        if (samplerId is not null && all.Count > 0)
        {
            return all.FirstOrDefault(sampler => sampler.Hello.SamplerId == samplerId) is { } named
                ? named
                : Problem.Of(StatusCodes.Status404NotFound, $"No sampler '{samplerId}' is connected; GET /api/v1/samplers lists those that are.", "sampler");
        }

        return all.Count switch
        {
            0 => Problem.Of(StatusCodes.Status503ServiceUnavailable, "No sampler is connected. Start one on this host; it connects to the server's socket by itself."),
            1 => all[0],
            _ => Problem.Of(StatusCodes.Status400BadRequest, $"{all.Count} samplers are connected; name one of {string.Join(", ", all.Select(sampler => sampler.Hello.SamplerId))}.", "sampler"),
        };
    }
}
