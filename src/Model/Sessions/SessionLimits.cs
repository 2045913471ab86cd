namespace Damon.Model.Sessions;

/// <summary>Bounds of a session that server, sampler and pages share.</summary>
public static class SessionLimits
{
    /// <summary>Most targets that a request names, and most processes at a time of a session without groups.</summary>
    public const int MostTargets = 32;

    /// <summary>Most processes at a time of a session with groups.</summary>
    public const int MostProcesses = 1_024;

    /// <summary>Most processes of a session over all its time: each is told and kept, also when it has ended.</summary>
    public const int MostProcessesEver = 4_096;

    /// <summary>Longest name, characters.</summary>
    public const int LongestName = 200;

    /// <summary>Longest notes, characters.</summary>
    public const int LongestNotes = 10_000;
}
