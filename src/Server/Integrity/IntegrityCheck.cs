using System.Collections.Immutable;
using Damon.Server.Configuration;
using Damon.Server.Sessions;

namespace Damon.Server.Integrity;

/// <summary>
/// Reads everything that is stored once a day, and tells what of it is damaged. It reads piece by piece and rests between
/// them, so that it takes a fifth of one core at most, and holds up neither the writer nor a reader.
/// </summary>
internal sealed class IntegrityCheck(
    IHistoryFile history, SessionRegistry sessions, IntegrityReport report, DamonSettings settings, TimeProvider time, ILogger<IntegrityCheck> log) : BackgroundService
{
    private const int RestsForWork = 4;

    // The start has enough to read; a server that is restarted every day is checked, too.
    private static readonly TimeSpan First = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestWork = TimeSpan.FromMilliseconds(50);

    /// <summary>Checks everything, without a rest where none is wanted.</summary>
    /// <param name="rest">Waits.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task CheckAsync(Func<TimeSpan, Task> rest, CancellationToken cancellation)
    {
        var file = ImmutableArray.CreateBuilder<string>();
        var damaged = new Dictionary<string, string>(StringComparer.Ordinal);
        var known = sessions.All.Where(static one => one.Damage is not null).Select(static one => one.Id).ToArray();
        var since = time.GetTimestamp();
        foreach (var fault in history.Check(structure: false))
        {
            if (fault is { SessionId: { } id })
            {
                damaged.TryAdd(id, fault.Sentence);
            }
            else if (fault is not null)
            {
                file.Add(fault.Sentence);
            }

            if (time.GetElapsedTime(since) is var worked && worked > LongestWork)
            {
                await rest(RestsForWork * worked);
                since = time.GetTimestamp();
            }

            cancellation.ThrowIfCancellationRequested();
        }

        Tell(damaged, known, file.ToImmutable());
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.History.CheckHours == 0)
        {
            return;
        }

        try
        {
            for (var wait = First; ; wait = TimeSpan.FromHours(settings.History.CheckHours))
            {
                await Task.Delay(wait, time, stoppingToken);
                await TryAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The server ends.
        }
    }

    private async Task TryAsync(CancellationToken stoppingToken)
    {
        try
        {
            await CheckAsync(pause => Task.Delay(pause, time, stoppingToken), stoppingToken);
        }
        catch (IOException e)
        {
            log.LogWarning(e, "The history could not be checked for damage");
        }
    }

    private void Tell(Dictionary<string, string> damaged, string[] known, ImmutableArray<string> file)
    {
        foreach (var (id, sentence) in damaged)
        {
            log.LogError("Session {Id} is damaged: {Sentence}", id, sentence);
            sessions.Find(id)?.Damage(sentence);
        }

        foreach (var id in known.Where(id => !damaged.ContainsKey(id) && file.IsEmpty))
        {
            sessions.Find(id)?.Damage(null);
        }

        foreach (var sentence in file)
        {
            log.LogError("The history is damaged: {Sentence}", sentence);
        }

        report.Faults = file;
    }
}
