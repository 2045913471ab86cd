namespace Damon.Sampler.Monitoring;

/// <summary>Kinds of trouble with access checks.</summary>
public enum OperationsProblem
{
    /// <summary>The host lacks something these operations need.</summary>
    Unavailable,

    /// <summary>The process does not exist (any more).</summary>
    NoSuchProcess,

    /// <summary>The process may not be read by this program.</summary>
    Forbidden,
}
