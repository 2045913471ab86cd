using Damon.Contracts.Rest;

namespace Damon.Client.Idle;

/// <summary>All that is known of the idle memory of one moment: everything that is shown together comes from one of these.</summary>
/// <param name="Idle">Bytes by age.</param>
/// <param name="Needed">Bytes accessed within some windows, of the same look.</param>
/// <param name="Mappings">The same by mapping.</param>
/// <param name="SinceUs">Since when it has been watched, Unix microseconds; null when not known.</param>
public sealed record IdleMoment(IdlePoint Idle, NeededPoint Needed, IReadOnlyList<IdleMapping> Mappings, long? SinceUs)
{
    /// <summary>The moment, Unix microseconds.</summary>
    public long Us => Idle.Us;

    /// <summary>For how long it had been watched, microseconds; null when not known.</summary>
    public double? WatchedUs => SinceUs is { } since ? Math.Max(0, Us - since) : null;

    /// <summary>Present bytes of which something can be told.</summary>
    public long ToldBytes => Math.Max(0, Idle.ResidentBytes - Idle.UnknownBytes);
}
