using System.Globalization;
using Damon.Contracts.Link;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest.Advising;
using Damon.Model.Advice;
using Damon.Model.Format;
using Damon.Model.Idle;
using Damon.Model.Time;
using Damon.Server.Changes;
using Damon.Server.Sessions;

namespace Damon.Server.Advising;

/// <summary>Advice in sentences. Errors are told twice, which nineteen of twenty estimates stay within.</summary>
/// <param name="session">The session.</param>
internal sealed class AdviceWords(Session session)
{
    /// <summary>Where nothing has been told of idle memory.</summary>
    public const string NothingKnown = "Advice stands on how long memory has not been accessed, and of that nothing is known.";

    /// <summary>Where nothing ever is.</summary>
    public const string NotFollowed = "The plan of this session follows no single pages, and advice stands on those. The adaptive plan follows them.";

    private const long UsPerSecond = 1_000_000;

    /// <summary>A leak.</summary>
    /// <param name="target">Index of the target.</param>
    /// <param name="leak">What the rule tells.</param>
    /// <param name="where">The memory that grows.</param>
    /// <param name="place">Where most of it lies; null where it lies in many places.</param>
    public Advice Of(int target, LeakAdvice leak, string where, PanelPiece? place) => new(
        AdviceKind.Leak,
        $"It looks like a leak: cold memory in {where}{OfProcess(target)} grows by {ByteSize.Text(leak.BytesPerMinute)} a minute.",
        $"{Looks(leak.Looks)} within {Durations.Text(leak.To.Us - leak.From.Us)}: what had not been used for {Durations.Text(MemoryLook.ColdS * UsPerSecond)} was {Estimate(leak.From.ColdBytes, leak.From.ColdError)} at {Clock(leak.From.Us)} and {Estimate(leak.To.ColdBytes, leak.To.ColdError)} at {Clock(leak.To.Us)}. "
        + $"It grew in each fifth of that time, and resident memory with it, from {ByteSize.Text(leak.From.ResidentBytes)} to {ByteSize.Text(leak.To.ResidentBytes)}.",
        "It levels off, is freed, or is used again: a cache that fills up, or memory that its collector has not yet looked through, looks the same until then.",
        (long)Math.Round(leak.BytesPerMinute),
        target,
        place?.Range.Start,
        place?.Range.End);

    /// <summary>A limit.</summary>
    /// <param name="limit">What the rule tells.</param>
    /// <param name="present">The limit that holds now; null where none is known.</param>
    public Advice Of(LimitAdvice limit, LimitReading? present)
    {
        var (peak, newest) = (limit.Peak, limit.Newest);
        var time = newest.WatchedUs >= MemoryLook.NeededS * UsPerSecond ? "within 24 h" : $"since {Clock(newest.Us - newest.WatchedUs)}";
        return new(
            AdviceKind.Limit,
            $"The limit could be {ByteSize.Text(limit.Bytes)}: everything that was used {time}, and {Percents.Text(100 * LimitAdvice.Margin)} more. The peak was at {Clock(peak.Us)}.",
            $"{Looks(limit.Looks)}: at the peak {Estimate(peak.NeededBytes, peak.NeededError)} had been used, {ByteSize.Text(peak.UnknownBytes)} were unknown and count as used, and so does twice the standard error. "
            + $"Resident are {ByteSize.Text(newest.ResidentBytes)}.{Present(present)}",
            "Something has its turn more rarely than that: then it must be read or swapped in again. Without swap only memory of files can be given back, and a limit below the rest ends the process. "
            + "Page cache, kernel memory and other processes of the same control group need room, too.",
            limit.Bytes,
            session.Targets.Count == 1 ? session.Targets[0].Index : null,
            null,
            null);
    }

    /// <summary>Untouched memory.</summary>
    /// <param name="target">Index of the target.</param>
    /// <param name="untouched">What the rule tells.</param>
    /// <param name="sinceUs">The first look it stands on, Unix microseconds.</param>
    /// <param name="piece">The mapping's piece.</param>
    /// <param name="mapping">The mapping; null where it is not known.</param>
    public Advice Of(int target, UntouchedAdvice untouched, long sinceUs, PanelPiece piece, Mapping? mapping)
    {
        var look = untouched.Look;
        var name = MappingTitle.Within(mapping?.Called ?? "", mapping?.Kind, piece.Range.Start);
        return new(
            AdviceKind.Untouched,
            $"{ByteSize.Text(untouched.Bytes)} of {name}{OfProcess(target)} have not been touched since {Clock(sinceUs)}, the first look.",
            $"The look of {Clock(look.Us)}, after {Durations.Text(look.WatchedUs)} of watching: {Estimate(untouched.Bytes, untouched.Error)} of {ByteSize.Text(look.ResidentBytes)} that are present there, {ByteSize.Text(look.UnknownBytes)} of these unknown. What has come since the first look is left out: it was touched when it came.",
            "It is touched later: what has its turn more rarely, or at the end, looks the same until then.",
            (long)Math.Round(untouched.Bytes),
            target,
            piece.Range.Start,
            piece.Range.End);
    }

    /// <summary>What is missing for more; null when there is nothing to add.</summary>
    /// <param name="looks">What there is.</param>
    /// <param name="shortestS">Shortest time of watching wanted, seconds.</param>
    /// <param name="hasAdvice">Whether there is any advice.</param>
    public static string? Remark(AdviceLooks looks, int shortestS, bool hasAdvice)
    {
        (string What, int Seconds)[] needed =
        [
            ("untouched memory", shortestS), ("a leak", Math.Max(shortestS, LeakAdvice.ShortestS)), ("a limit", Math.Max(shortestS, LimitAdvice.ShortestWatchS)),
        ];
        var missing = needed.Where(one => looks.WatchedUs < one.Seconds * UsPerSecond).Select(static one => $"{one.What} from {Durations.Text(one.Seconds * UsPerSecond)} on").ToArray();
        var watched = $"Watched for {Durations.Text(looks.WatchedUs)}";
        var remark = missing.Length > 0 ? $"{watched} so far. Told is {string.Join(", ", missing)}." : hasAdvice ? "" : $"{watched}: nothing stands out.";
        if (looks.Largest.Count < looks.Newest.Count)
        {
            remark = $"{remark} Mappings and leaks of the {Number(looks.Largest.Count)} largest of {Number(looks.Newest.Count)} processes are looked at.".TrimStart();
        }

        return remark.Length > 0 ? remark : null;
    }

    private string OfProcess(int index)
        => session.Targets.Count > 1 && session.Targets.ElementAtOrDefault(index) is { } target ? $" of {target.Name} ({Number(target.Pid)})" : "";

    private static string Present(LimitReading? present) => present switch
    {
        null => "",
        { LimitBytes: { } limit } => $" The limit of {present.Cgroup} is {ByteSize.Text(limit)} now, and {ByteSize.Text(present.CurrentBytes)} are charged to it.",
        _ => $" {present.Cgroup} has no limit now, and {ByteSize.Text(present.CurrentBytes)} are charged to it.",
    };

    private static string Estimate(double bytes, double error) => error > 0 ? $"{ByteSize.Text(bytes)} ± {ByteSize.Text(2 * error)}" : ByteSize.Text(bytes);

    private static string Looks(int count) => $"{Number(count)} looks";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Clock(long us) => UnixTime.FromMicroseconds(us).ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
