using Damon.Client.Times;
using Damon.Contracts.Rest;
using Damon.Contracts.Rest.Limits;
using Damon.Model.Format;

namespace Damon.Client.Idle.Words;

/// <summary>
/// The first answer: how much memory is needed, how much is held, how much of it is cold since when, and what limit it has.
/// A figure that needs more time than there was says when it will be there, and what is known so far.
/// </summary>
/// <param name="time">How times are shown.</param>
/// <param name="isLive">Whether more will come.</param>
public sealed class HeadlineWords(TimeMapping time, bool isLive)
{
    private const double Second = 1e6;

    /// <summary>Accessed within a window.</summary>
    public HeadlineFigure Needs(IdleMoment moment, int windowS)
    {
        var startUs = moment.Us - (windowS * Second);
        return NeededMemory.Within(moment, windowS) is { } needed
            ? new(ByteSize.Text(needed.Bytes), Error(needed.Error), $"used since {Clock(startUs)}")
            : new(HeadlineFigure.Unknown, null, $"{Due(moment, windowS)}; {SoFar(moment)}");
    }

    /// <summary>Present.</summary>
    public static HeadlineFigure Holds(IdleMoment moment)
    {
        var unknown = moment.Idle.UnknownBytes;
        var note = unknown > 0 ? $"resident, {ByteSize.Text(unknown)} of it unknown" : "resident, nothing of it unknown";
        return new(ByteSize.Text(moment.Idle.ResidentBytes), null, note);
    }

    /// <summary>Not accessed for <see cref="NeededMemory.IdleAfterS"/>.</summary>
    public HeadlineFigure Cold(IdleMoment moment)
        => NeededMemory.Idle(moment) is { } cold
            ? new(cold > 0 ? ByteSize.Text(cold) : "nothing", null, cold > 0 ? $"cold since {Clock(moment.Us - (NeededMemory.IdleAfterS * Second))}" : "all that is told of was used in it")
            : new(HeadlineFigure.Unknown, null, $"{Due(moment, NeededMemory.IdleAfterS)}; {Untouched(moment)}");

    /// <summary>What may be charged, and what is.</summary>
    public static HeadlineFigure Limit(MemoryLimit limit)
        => limit.LimitBytes is { } most
            ? new(ByteSize.Text(most), null, $"{ByteSize.Text(limit.CurrentBytes)} charged, {Room(most - limit.CurrentBytes)}")
            : new("none", null, $"{ByteSize.Text(limit.CurrentBytes)} charged");

    /// <summary>The same before there is any look.</summary>
    /// <param name="firstUs">When the first look is to be expected, Unix microseconds; null when not known.</param>
    public HeadlineFigure Waiting(long? firstUs)
        => new(HeadlineFigure.Unknown, null, firstUs is { } us ? $"first figures at about {Clock(us)}" : "first figures ten seconds after the start");

    /// <summary>The same for a time before the first look.</summary>
    /// <param name="firstUs">The first look, Unix microseconds; null when not known.</param>
    public HeadlineFigure Before(long? firstUs)
        => new(HeadlineFigure.Unknown, null, firstUs is { } us ? $"at this time; known from {Clock(us)} on" : "at this time");

    private static string? Error(double error) => error > 0 ? $"± {ByteSize.Text(2 * error)}" : null;

    private static string Room(long bytes) => bytes >= 0 ? $"{ByteSize.Text(bytes)} left" : $"{ByteSize.Text(-bytes)} too much";

    private string Due(IdleMoment moment, int windowS)
        => isLive && moment.SinceUs is { } since ? $"known at about {Clock(since + (windowS * Second))}"
            : moment.WatchedUs is { } watched ? $"watched for only {IdleClock.Length(watched)} by then"
            : "not watched for so long";

    private static string SoFar(IdleMoment moment)
        => moment.WatchedUs is { } watched ? $"so far {ByteSize.Text(NeededMemory.SinceStart(moment).Bytes)} used in {IdleClock.Length(watched)}"
            : $"so far {ByteSize.Text(NeededMemory.SinceStart(moment).Bytes)} used";

    private string Untouched(IdleMoment moment)
        => $"{ByteSize.Text(moment.Idle.Bytes[^1])} untouched since {(moment.SinceUs is { } since ? Clock(since) : "the start")}";

    private string Clock(double us) => IdleClock.Text(time, us);
}
