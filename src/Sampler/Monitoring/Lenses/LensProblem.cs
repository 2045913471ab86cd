namespace Damon.Sampler.Monitoring.Lenses;

/// <summary>Kinds of trouble with a lens.</summary>
internal enum LensProblem
{
    /// <summary>The session does not run.</summary>
    NotRunning,

    /// <summary>What monitors the session can't follow every page.</summary>
    Unavailable,

    /// <summary>One is open already.</summary>
    AlreadyOpen,

    /// <summary>None is open.</summary>
    NotOpen,

    /// <summary>The session has no such target, or it has ended.</summary>
    NoSuchTarget,
}
