namespace Damon.Sampler.Monitoring.Lenses;

/// <summary>A lens can't be opened or read; the message is a sentence for the user.</summary>
internal sealed class LensException(LensProblem problem, string message) : Exception(message)
{
    /// <summary>What kind of trouble it is.</summary>
    public LensProblem Problem { get; } = problem;
}
