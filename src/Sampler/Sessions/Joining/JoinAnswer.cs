namespace Damon.Sampler.Sessions.Joining;

/// <summary>What becomes of a process that a running session is to monitor, too.</summary>
internal enum JoinAnswer
{
    /// <summary>It was given to the monitoring, or has been before.</summary>
    Taken,

    /// <summary>The monitoring could not take it, or has let go of it; it is not tried again.</summary>
    Failed,

    /// <summary>Another session monitors it with the same operations.</summary>
    Elsewhere,

    /// <summary>The session has as many processes as it may have.</summary>
    TooMany,
}
