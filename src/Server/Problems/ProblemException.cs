namespace Damon.Server.Problems;

/// <summary>Ends a call with a problem from where no answer can be returned: while its parameters are bound.</summary>
internal sealed class ProblemException(Problem problem) : Exception(problem.Detail)
{
    /// <summary>The answer.</summary>
    public Problem Problem { get; } = problem;
}
