using Damon.Server.Configuration;

namespace Damon.Server.Security.SignIns;

/// <summary>How long sign-ins last.</summary>
/// <param name="Idle">Time without a call.</param>
/// <param name="Most">Time in all.</param>
internal readonly record struct SignInLimits(TimeSpan Idle, TimeSpan Most)
{
    /// <summary>Most sign-ins at once; the one that was not used for longest makes way.</summary>
    public const int MostAtOnce = 256;

    /// <summary>What the settings say.</summary>
    public static SignInLimits Of(AuthSettings settings) => new(settings.IdleTime, settings.SignInTime);

    /// <summary>When a sign-in ends unless it is used.</summary>
    public DateTimeOffset End(SignIn signIn)
    {
        var (idle, most) = (signIn.LastSeenAt + Idle, signIn.CreatedAt + Most);
        return idle < most ? idle : most;
    }
}
