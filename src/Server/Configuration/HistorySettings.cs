using Damon.Server.History.Retention;

namespace Damon.Server.Configuration;

/// <summary>Limits of the history.</summary>
/// <param name="MaxMegabytes">Largest size of the database file, MiB; 0 for no bound but the disk's.</param>
/// <param name="KeepHours">How long recordings are kept, hours; 0 for ever.</param>
/// <param name="SessionMegabytes">Most of a session that is kept, MiB; 0 for no bound.</param>
/// <param name="KeepMegabytes">Most of all sessions together that is kept, MiB; 0 for no bound.</param>
/// <param name="ReserveMegabytes">Room on the disk that is kept so that sessions can be deleted when it is full, MiB; 0 for none.</param>
/// <param name="CheckHours">How often everything is read to look for damage, hours; 0 for never.</param>
internal sealed record HistorySettings(int MaxMegabytes, int KeepHours = 0, int SessionMegabytes = 0, int KeepMegabytes = 0, int ReserveMegabytes = 0, int CheckHours = 0)
{
    private const long Mebibyte = 1 << 20;
    private const long HourUs = 3_600_000_000;

    /// <summary>What is kept.</summary>
    public RetentionLimits Limits => new(Bound(KeepHours, HourUs), Bound(SessionMegabytes, Mebibyte), Bound(KeepMegabytes, Mebibyte));

    private static long? Bound(int number, long unit) => number > 0 ? number * unit : null;
}
