using Damon.Model.Sessions;
using Damon.Model.Time;
using Damon.Server.Configuration;
using Damon.Server.History;
using Damon.Server.History.Retention;
using Damon.Server.Integrity;
using Damon.Server.Sessions;

namespace Damon.Server.Keeping;

/// <summary>Deletes what goes beyond the limits of the history, once a minute: whole sessions, or their beginnings.</summary>
internal sealed class HistoryKeeper(
    SessionRegistry sessions, SessionCommands commands, IHistoryReader reader, HistoryWriter writer, DamonSettings settings, TimeProvider time, ILogger<HistoryKeeper> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!settings.History.Limits.IsBounded)
        {
            return;
        }

        using var timer = new PeriodicTimer(Every, time);
        try
        {
            do
            {
                await TryAsync(settings.History.Limits);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The server ends.
        }
    }

    private async Task TryAsync(RetentionLimits limits)
    {
        try
        {
            await KeepAsync(limits);
        }
        catch (HistoryDamagedException e)
        {
            log.LogError(e, "What the recordings take cannot be told, so that nothing is deleted to make room");
        }
    }

    private async Task KeepAsync(RetentionLimits limits)
    {
        var sizes = reader.Sizes();
        var kept = sessions.All.Where(static one => one is { FirstUs: not null, LastUs: not null }).Select(one => new KeptSession(
            one.Key, one.KeptFromUs ?? one.FirstUs!.Value, one.LastUs!.Value, sizes.GetValueOrDefault(one.Key), one.State.IsActive()));

        // Nothing is left of these, not even means.
        var gone = sessions.All.Where(static one => one is { FirstUs: null, KeptFromUs: not null } && !one.State.IsActive()).Select(static one => new RetentionCut(one.Key, null)).ToList();
        foreach (var cut in RetentionPlan.Of(limits, kept, UnixTime.ToMicroseconds(time.GetUtcNow())).Concat(gone))
        {
            if (cut.BeforeUs is not null)
            {
                writer.Trim(cut);
            }
            else if (sessions.Find(cut.Key) is { } entry)
            {
                log.LogInformation("Session {Id} is deleted: it goes beyond what the history may keep", entry.Id);
                if (await commands.DeleteAsync(entry) is { } problem)
                {
                    log.LogWarning("Session {Id} could not be deleted: {Reason}", entry.Id, problem.Detail);
                }
            }
        }
    }
}
