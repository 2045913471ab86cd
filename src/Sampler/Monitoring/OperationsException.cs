namespace Damon.Sampler.Monitoring;

/// <summary>Access checks can't be done; the message is a sentence that says why and what to do.</summary>
public sealed class OperationsException : Exception
{
    /// <summary>An exception of unknown cause.</summary>
    public OperationsException()
    {
    }

    /// <summary>With the sentence for the user.</summary>
    public OperationsException(string message)
        : base(message)
    {
    }

    /// <summary>With the sentence for the user and what lies behind it.</summary>
    public OperationsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>With the sentence for the user and what kind of trouble it is.</summary>
    public OperationsException(OperationsProblem problem, string message)
        : base(message) => Problem = problem;

    /// <summary>What kind of trouble it is.</summary>
    public OperationsProblem Problem { get; }
}
