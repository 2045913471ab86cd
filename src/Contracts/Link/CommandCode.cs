namespace Damon.Contracts.Link;

/// <summary>How a command ended; the kernel's error of the same meaning in brackets.</summary>
public enum CommandCode
{
    /// <summary>Done.</summary>
    Ok,

    /// <summary>Already runs, or somebody else uses what it needs (EBUSY).</summary>
    Busy,

    /// <summary>No such session runs here (EPERM of <c>damon_stop</c>).</summary>
    NotRunning,

    /// <summary>A field is wrong (EINVAL).</summary>
    InvalidArgument,

    /// <summary>A target does not exist (ESRCH).</summary>
    NoSuchProcess,

    /// <summary>The sampler may not read a target (EACCES).</summary>
    Forbidden,

    /// <summary>The operations do not work on this host.</summary>
    Unavailable,

    /// <summary>These operations are not built yet.</summary>
    NotImplemented,

    /// <summary>No lens is open in the session.</summary>
    NotOpen,
}
