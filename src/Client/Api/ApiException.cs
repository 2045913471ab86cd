namespace Damon.Client.Api;

/// <summary>A call did not succeed.</summary>
/// <param name="problem">Why.</param>
public sealed class ApiException(ApiProblem problem) : Exception(problem.Message)
{
    /// <summary>Why.</summary>
    public ApiProblem Problem { get; } = problem;
}
