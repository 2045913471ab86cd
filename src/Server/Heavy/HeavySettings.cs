namespace Damon.Server.Heavy;

/// <summary>How many requests that take much memory are answered at once; the others wait.</summary>
/// <param name="Pictures">Pictures, areas, lines and working sets.</param>
/// <param name="Transfers">Exports and imports.</param>
/// <param name="Waiting">Requests of either kind that wait; more are refused.</param>
/// <param name="Wait">How long each waits for its turn, then it is refused.</param>
/// <param name="Stall">So long a download whose receiver takes nothing keeps its place, then it is ended.</param>
internal sealed record HeavySettings(int Pictures, int Transfers, int Waiting, TimeSpan Wait, TimeSpan Stall)
{
    /// <summary>What stands without a setting, for so many processors.</summary>
    public static HeavySettings Default(int processors)
        => new(Math.Clamp(processors, 2, 8), Transfers: 4, Waiting: 64, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60));
}
