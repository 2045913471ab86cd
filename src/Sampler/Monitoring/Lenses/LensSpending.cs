namespace Damon.Sampler.Monitoring.Lenses;

/// <summary>What a step of a sweep did.</summary>
/// <param name="Advices">Advices made; each cost the target a flush.</param>
/// <param name="Pages">Pages made old.</param>
internal readonly record struct LensSpending(int Advices, int Pages);
