using System.Globalization;
using Damon.Contracts.Json;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest.Changes;
using Damon.Model.Changes;
using Damon.Model.Format;
using Damon.Model.Monitoring;
using Damon.Server.Sessions;

namespace Damon.Server.Changes;

/// <summary>Changes as callers see them, each with its sentence.</summary>
internal static class ChangeWords
{
    /// <summary>Growth that takes less time is told without it, microseconds.</summary>
    private const long ShortestTold = 1_000_000;

    /// <summary>A mapping that has come, grown, shrunk or gone.</summary>
    public static Change Of(int target, MappedRun run, SizeChange change)
    {
        var (kind, what) = change switch
        {
            { Before: 0 } => (ChangeKind.Appeared, $"has appeared: {Bytes(change.After)}"),
            { After: 0 } => (ChangeKind.Gone, $"is gone: {Bytes(change.Before)}"),
            _ when change.After > change.Before => (ChangeKind.Grew, $"has grown from {Bytes(change.Before)} to {Bytes(change.After)}"),
            _ => (ChangeKind.Shrank, $"has shrunk from {Bytes(change.Before)} to {Bytes(change.After)}"),
        };
        var time = change.ToUs - change.FromUs >= ShortestTold ? $" within {Durations.Text(change.ToUs - change.FromUs)}" : "";
        return Of(change.FromUs, kind, target, run, change.Before, change.After, $"{NameOf(run)} {what}{time}.");
    }

    /// <summary>A mapping that is accessed more or less than before.</summary>
    /// <param name="us">When, Unix microseconds.</param>
    /// <param name="target">Index of the target.</param>
    /// <param name="run">The mapping.</param>
    /// <param name="shift">The rates.</param>
    /// <param name="isTouched">Whether they are shares touched within an interval, not shares of samples.</param>
    public static Change Of(long us, int target, MappedRun run, RateShift shift, bool isTouched)
    {
        var (before, after) = (100 * shift.Before, 100 * shift.After);
        var more = after > before ? "more" : "less";
        var of = isTouched ? "of it within an interval" : "of samples";
        return Of(us, ChangeKind.Rate, target, run, Math.Round(before, 4), Math.Round(after, 4),
            $"{NameOf(run)} is accessed {more}: {Percents.Text(after)} {of} instead of {Percents.Text(before)}.");
    }

    /// <summary>A process that executes another program.</summary>
    public static Change Exec(SessionTarget target, EarlierProgram earlier, string name)
        => new(earlier.UntilUs, ChangeKind.Exec, target.Index, null, null, name, null, null, earlier.Name == name
            ? string.Create(CultureInfo.InvariantCulture, $"Process {target.Pid} has executed {name} anew.")
            : string.Create(CultureInfo.InvariantCulture, $"Process {target.Pid} runs {name} instead of {earlier.Name}."));

    /// <summary>A process that has come in the place of one that had ended.</summary>
    public static Change Restart(long us, SessionTarget target, SessionTarget before)
    {
        var name = target.EarlierPrograms.Count > 0 ? target.EarlierPrograms[0].Name : target.Name;
        return new(us, ChangeKind.Restart, target.Index, null, null, name, null, null,
            string.Create(CultureInfo.InvariantCulture, $"{name} runs again as process {target.Pid}, after process {before.Pid} has ended."));
    }

    private static Change Of(long us, ChangeKind kind, int target, MappedRun run, double before, double after, string sentence)
        => new(us, kind, target, run.Range.Start, run.Range.End, run.Name, before, after, sentence);

    private static string Bytes(ulong bytes) => ByteSize.Text(bytes);

    private static string NameOf(MappedRun run) => MappingTitle.Of(run.Name, run.Kind, run.Range.Start);
}
