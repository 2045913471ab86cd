using Damon.Model.Advice;

namespace Damon.Model.Tests.Advice;

/// <summary>Looks at memory of a made-up program, every ten seconds.</summary>
internal static class SimulatedMemory
{
    public const double MiB = 1 << 20;

    /// <summary>Looks for some minutes.</summary>
    /// <param name="minutes">For how long.</param>
    /// <param name="resident">MiB present at a time in seconds.</param>
    /// <param name="used">MiB of it in constant use.</param>
    /// <param name="noise">Standard error of what is told, MiB.</param>
    /// <param name="coldLagS">Memory is used for so long after it was allocated.</param>
    public static List<MemoryLook> Of(double minutes, Func<double, double> resident, double used = 10, double noise = 0.2, double coldLagS = 60)
    {
        var random = new Random(7);
        var looks = new List<MemoryLook>();
        for (var s = 10; s <= minutes * 60; s += 10)
        {
            var cold = Math.Max(0, Math.Min(resident(s), resident(Math.Max(0, s - coldLagS))) - used);
            var told = Math.Max(0, cold + (noise * ((2 * random.NextDouble()) - 1)));
            looks.Add(new MemoryLook(s * 1_000_000L, s * 1_000_000L, resident(s) * MiB, used * MiB, noise * MiB, told * MiB, noise * MiB, 0, 0, 0));
        }

        return looks;
    }
}
