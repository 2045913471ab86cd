using System.Globalization;

namespace Damon.Benchmarks.Crowds;

/// <summary>How large a crowd is, and how long it stays.</summary>
/// <param name="Seconds">How long; at most 600.</param>
/// <param name="Viewers">Who watches and keeps up; at most 500.</param>
/// <param name="Readers">Who asks one call after the other; at most 500.</param>
/// <param name="Slow">Who watches and stops reading, and as many who download a few kilobytes a second; at most 200.</param>
/// <param name="Sessions">Sessions of 1,000 regions, ten snapshots a second each; at most 50.</param>
internal sealed record CrowdSize(int Seconds, int Viewers, int Readers, int Slow, int Sessions)
{
    /// <summary>As told on the command line; whatever is told, it is bounded.</summary>
    public static CrowdSize Of(string[] arguments)
    {
        return new CrowdSize(Number(0, 60, 600), Number(1, 40, 500), Number(2, 40, 500), Number(3, 10, 200), Number(4, 10, 50));

        int Number(int index, int otherwise, int most)
            => arguments.Length > index ? Math.Clamp(int.Parse(arguments[index], CultureInfo.InvariantCulture), 1, most) : otherwise;
    }
}
