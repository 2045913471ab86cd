namespace Damon.Benchmarks.Needed;

/// <summary>Reads something at some times from now on.</summary>
internal static class Moments
{
    /// <summary>What is read at each of the times, seconds in ascending order.</summary>
    public static double[] Read(int[] seconds, Func<double> read)
    {
        var start = DateTime.UtcNow;
        return Array.ConvertAll(seconds, second =>
        {
            var left = start.AddSeconds(second) - DateTime.UtcNow;
            Thread.Sleep(left > TimeSpan.Zero ? left : TimeSpan.Zero);
            return read();
        });
    }
}
