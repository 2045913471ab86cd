using Damon.Sampler.Procfs;
using Microsoft.Extensions.Logging;

namespace Damon.Sampler.Sessions;

/// <summary>What all sessions share.</summary>
/// <param name="Processes">The host's processes.</param>
/// <param name="Output">Where results go.</param>
/// <param name="Time">Time of day and timers.</param>
/// <param name="Log">Where oddities of sessions are told.</param>
/// <param name="MostSessions">Most sessions at a time.</param>
/// <param name="Ended">Gives back the memory of targets that have ended; null where nobody minds.</param>
internal sealed record SessionServices(
    ProcessTable Processes,
    ISessionOutput Output,
    TimeProvider Time,
    ILogger<SamplerSession> Log,
    int MostSessions = 256,
    EndedMemory? Ended = null);
