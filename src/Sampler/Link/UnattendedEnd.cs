using Damon.Sampler.Sessions;
using Microsoft.Extensions.Hosting;

namespace Damon.Sampler.Link;

/// <summary>Ends all sessions when nobody has asked or stored anything for long: nobody pays for a picture that nobody takes.</summary>
/// <param name="attention">When somebody has.</param>
/// <param name="manager">The sessions.</param>
/// <param name="limit">How long sampling goes on without; zero for ever.</param>
/// <param name="time">The clock.</param>
internal sealed class UnattendedEnd(Attention attention, SessionManager manager, TimeSpan limit, TimeProvider time) : BackgroundService
{
    private const int LooksWithinLimit = 10;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (limit <= TimeSpan.Zero)
        {
            return;
        }

        using var timer = new PeriodicTimer(limit / LooksWithinLimit, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (attention.Elapsed >= limit && manager.Running.Length > 0)
            {
                await manager.StopAllAsync(
                    $"Nobody has asked for anything or stored what was sampled for {limit.TotalSeconds:0} s (Damon:Sampler:UnattendedSeconds), so sampling was ended.");
            }
        }
    }
}
