namespace Damon.Server.Heavy;

/// <summary>How many requests that take much memory are answered at once; the others wait.</summary>
/// <param name="Pictures">Pictures, areas, lines and working sets.</param>
/// <param name="Transfers">Exports and imports.</param>
/// <param name="Waiting">Requests of either kind that wait; more are refused.</param>
internal sealed record HeavySettings(int Pictures, int Transfers, int Waiting);
