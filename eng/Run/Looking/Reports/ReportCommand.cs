using System.Text.Json;
using Damon.Contracts;
using Damon.Contracts.Rest;
using Damon.Model.Format;
using Damon.Model.Sessions;
using Damon.Model.Time;
using Damon.Run.Api;
using Damon.Run.Arguments;
using Damon.Run.Looking.Figures;
using Spectre.Console;

namespace Damon.Run.Looking.Reports;

/// <summary><c>./run report</c>.</summary>
/// <param name="screen">For sentences beside the report.</param>
/// <param name="console">For a report for people.</param>
/// <param name="output">For a report as JSON.</param>
/// <param name="time">The clock.</param>
internal sealed class ReportCommand(Screen screen, IAnsiConsole console, TextWriter output, TimeProvider time)
{
    private const string Notes = "Recorded by ./run report.";
    private const int MostColumns = 120;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PatienceForFigures = TimeSpan.FromSeconds(30);
    private static readonly JsonSerializerOptions Json = new(ContractJson.Options) { WriteIndented = true };

    /// <summary>Monitors, then prints the report; the recording of a session of its own stays.</summary>
    /// <returns>The exit status.</returns>
    /// <exception cref="RunFailure">There are no figures.</exception>
    public async Task<int> RunAsync(DamonApi api, LookOptions options, CancellationToken cancellationToken)
    {
        var watched = await new SessionSearch(api, screen).FindOrStartAsync(options.Target!, Notes, cancellationToken);
        try
        {
            screen.Say($"Monitoring {SessionSearch.NameOf(options.Target!)} for {Durations.Text(options.For.TotalMicroseconds)} …");
            var (moment, fromUs) = await MonitorAsync(new LookReader(api, watched), options.For, cancellationToken);
            if (watched.IsOwn)
            {
                // Now, so that all of it is stored.
                await new SessionEnd(api, time).StopAsync(watched.Id);
            }

            var report = await MakeAsync(api, watched, moment, fromUs, options.AsJson, cancellationToken);
            Print(report, moment, options.AsJson);
            if (watched.IsOwn)
            {
                screen.Say(Printable.Of($"The recording stays: {report.Name} ({watched.Id}), to be seen in the browser."));
            }

            return 0;
        }
        finally
        {
            if (watched.IsOwn)
            {
                await new SessionEnd(api, time).StopAsync(watched.Id);
            }
        }
    }

    /// <summary>Waits until the time is over and figures are known.</summary>
    private async Task<(LookMoment Moment, long FromUs)> MonitorAsync(LookReader reader, TimeSpan period, CancellationToken cancellationToken)
    {
        var (start, fromUs) = (time.GetTimestamp(), UnixTime.ToMicroseconds(time.GetUtcNow()));
        var silence = new Silence(time);
        LookMoment? moment = null;
        var isCurrent = false;
        while (true)
        {
            var passed = time.GetElapsedTime(start);
            try
            {
                moment = await reader.ReadAsync(cancellationToken);
                isCurrent = true;
                silence.End();
            }
            catch (ApiFailure failure) when (failure.IsSilence)
            {
                isCurrent = false;
                silence.Again(failure);
            }

            var isKnown = moment?.Whole is not null;
            if (moment?.Session.State.IsOver() == true || (passed >= period && isKnown && isCurrent))
            {
                return isKnown ? (moment!, fromUs) : throw NoFigures(moment!.Session);
            }

            if (passed >= period + PatienceForFigures && isCurrent)
            {
                throw NoFigures(moment!.Session);
            }

            await Task.Delay(passed < period && period - passed < Pause ? period - passed : Pause, time, cancellationToken);
        }
    }

    private static RunFailure NoFigures(SessionResource session) => new(RunFailure.Failed,
        Printable.Of($"There are no figures: the first come some ten seconds after the start of monitoring. {session.EndedBecause}{session.Cost?.LimitedBy}").TrimEnd());

    private async Task<ReportDocument> MakeAsync(
        DamonApi api, WatchedSession watched, LookMoment moment, long fromUs, bool asJson, CancellationToken cancellationToken)
    {
        var now = await api.SessionAsync(watched.Id, cancellationToken);
        // What is recorded of the time: it may have begun later, and ended before.
        var (from, to) = (Math.Max(fromUs, now.FirstUs ?? fromUs), now.LastUs ?? moment.AtUs!.Value);
        var columns = asJson ? MostColumns : Math.Clamp(console.Profile.Width - CharacterPicture.Margin, 10, MostColumns);
        return new ReportDocument
        {
            Session = watched.Id,
            Name = moment.Session.Name,
            IsOwn = watched.IsOwn,
            EndedBecause = moment.Session.State.IsOver() ? moment.Session.EndedBecause : null,
            FromUs = from,
            ToUs = to,
            AtUs = moment.AtUs!.Value,
            Use = moment.Whole!,
            Limit = moment.Limit,
            Cost = moment.Session.Cost,
            Processes = moment.Processes,
            ProcessesLeftOut = moment.ProcessesLeftOut,
            Mappings = moment.Mappings,
            Advice = (await api.AdviceAsync(watched.Id, cancellationToken)).Advice,
            Heatmap = await HeatmapAsync(api, watched, moment, now, (from, to), columns, cancellationToken),
        };
    }

    // Of the process that holds most of those whose regions are told.
    private static async Task<ReportHeatmap?> HeatmapAsync(
        DamonApi api, WatchedSession watched, LookMoment moment, SessionResource session, (long FromUs, long ToUs) span, int columns, CancellationToken cancellationToken)
    {
        var biggest = moment.Processes.Where(process => process.Target.HasRegions).MaxBy(process => process.Use.HoldsBytes)?.Target.Index;
        if ((moment.Processes.Count > 0 ? biggest : watched.Target ?? (session.Targets is [var first, ..] ? first.Index : null)) is not { } target)
        {
            return null;
        }

        var uses = moment.Processes.Count == 0 ? moment.Mappings : await new LookReader(api, watched with { Target = target }).MappingsAsync(moment.AtUs!.Value, moment.Whole!, cancellationToken);
        return await new HeatmapReader(api, watched.Id).ReadAsync(target, span, columns, uses, cancellationToken);
    }

    private void Print(ReportDocument report, LookMoment moment, bool asJson)
    {
        try
        {
            if (asJson)
            {
                output.WriteLine(JsonSerializer.Serialize(report, Json));
            }
            else
            {
                console.Write(new ReportText(time.LocalTimeZone).Of(report, moment, console.Profile.Width, console.Profile.Capabilities.Unicode));
            }
        }
        catch (IOException)
        {
            // Nobody reads any further.
        }
    }
}
