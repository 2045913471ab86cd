using Damon.Contracts.Monitoring;
using Damon.Sampler.Operations.Costs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Damon.Sampler.Configuration;

/// <summary>Measures what monitoring costs on this host when the sampler starts, beside everything else.</summary>
internal sealed class CostsAtStart(HostCosts costs, TimeProvider time, ILogger<CostsAtStart> log) : BackgroundService
{
    /// <summary>Attempts: much goes on while a host or a service starts.</summary>
    private const int Attempts = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        SamplerCost? cost = null;
        for (var attempt = 0; attempt < Attempts && cost?.MeasuredAt is null; attempt++)
        {
            if (attempt > 0)
            {
                await Task.Delay(Pause, time, stoppingToken);
            }

            cost = await costs.MeasureAsync();
        }

        if (cost!.MeasuredAt is null)
        {
            log.LogWarning("{Remark}", cost.Remark);
        }
        else
        {
            log.LogInformation(
                "On this host an advice takes {Advice:0.0} us of the sampler, {Flush:0.0} us of a busy target and {Reaccess:0.0} us at the next access; a wake-up takes {Wake:0.0} us.",
                cost.AdviceUs, cost.FlushUs, cost.ReaccessUs, cost.WakeUs);
        }
    }
}
