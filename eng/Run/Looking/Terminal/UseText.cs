using System.Globalization;
using Damon.Model.Format;
using Damon.Run.Looking.Figures;

namespace Damon.Run.Looking.Terminal;

/// <summary>Figures of memory in words.</summary>
internal static class UseText
{
    private const double UsPerSecond = 1e6;

    /// <summary>In place of what is not known.</summary>
    public const string NotKnown = "?";

    /// <summary>A size; the place of one that is not known.</summary>
    public static string Size(Estimate? estimate) => estimate is null ? NotKnown : ByteSize.Text(estimate.Bytes);

    /// <summary>A size with its error.</summary>
    public static string WithError(Estimate? estimate, bool unicode) =>
        estimate is null ? NotKnown : $"{ByteSize.Text(estimate.Bytes)} {(unicode ? "±" : "+-")} {ByteSize.Text(estimate.Error)}";

    /// <summary>What the figure of needed memory stands for.</summary>
    public static string Needs(Estimate? needs) => needs switch
    {
        null => "not known yet",
        { Seconds: MemoryUses.NeedsS } => "used in the last minute",
        _ => $"used in the last {Time(needs.Seconds)}; longer is not known yet",
    };

    /// <summary>What the figure of idle memory stands for.</summary>
    public static string Idle(Estimate? idle) => idle switch
    {
        null => "not known yet",
        { Seconds: MemoryUses.IdleS } => "not used for 10 minutes",
        _ => $"not used for {Time(idle.Seconds)}; longer is not known yet",
    };

    /// <summary>A number of seconds.</summary>
    public static string Time(int seconds) => Durations.Text(seconds * UsPerSecond);

    /// <summary>A moment by the clock.</summary>
    public static string Clock(long us, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(Model.Time.UnixTime.FromMicroseconds(us), zone).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}
