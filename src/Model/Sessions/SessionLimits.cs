namespace Damon.Model.Sessions;

/// <summary>Bounds of a session that server, sampler and pages share.</summary>
public static class SessionLimits
{
    /// <summary>Most targets at a time.</summary>
    public const int MostTargets = 32;

    /// <summary>Longest name, characters.</summary>
    public const int LongestName = 200;

    /// <summary>Longest notes, characters.</summary>
    public const int LongestNotes = 10_000;
}
