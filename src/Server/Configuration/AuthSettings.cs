namespace Damon.Server.Configuration;

/// <summary>Who may call.</summary>
/// <param name="Token">The token of operators as given; null for one that the server makes up and keeps.</param>
/// <param name="ViewerToken">The token of viewers, likewise.</param>
/// <param name="Disabled">Everybody who can connect may do everything.</param>
internal sealed record AuthSettings(string? Token, string? ViewerToken, bool Disabled)
{
    /// <summary>How long a browser stays signed in without a call.</summary>
    public TimeSpan IdleTime { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long a browser stays signed in at most.</summary>
    public TimeSpan SignInTime { get; init; } = TimeSpan.FromHours(168);

    /// <summary>Size of the audit log on disk, MiB.</summary>
    public int AuditMegabytes { get; init; } = 8;

    /// <summary>Most wrong tokens a minute from one address; ten times as many in all.</summary>
    public int FailuresPerMinute { get; init; } = 10;
}
