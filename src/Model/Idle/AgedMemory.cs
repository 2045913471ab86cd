namespace Damon.Model.Idle;

/// <summary>Memory by the time since its last access, at one moment.</summary>
/// <param name="Us">The moment, Unix microseconds.</param>
/// <param name="Bytes">Bytes by the groups of <see cref="IdleScale.EdgesS"/>, and what is older.</param>
/// <param name="Errors">Standard error of each, bytes.</param>
/// <param name="UnknownBytes">Present bytes of which nothing can be told; not among the others.</param>
public sealed record AgedMemory(long Us, IReadOnlyList<double> Bytes, IReadOnlyList<double> Errors, double UnknownBytes)
{
    /// <summary>All that is present, bytes.</summary>
    public double ResidentBytes => Bytes.Sum() + UnknownBytes;

    /// <summary>Bytes not accessed for at least the time of an edge.</summary>
    /// <param name="edge">Index of the edge, of <see cref="IdleScale.EdgesS"/>.</param>
    public double OlderThan(int edge) => Bytes.Skip(edge + 1).Sum();

    /// <summary>Standard error of <see cref="OlderThan"/>, bytes: that of what is younger, which is the same.</summary>
    /// <param name="edge">Index of the edge, of <see cref="IdleScale.EdgesS"/>.</param>
    public double ErrorAt(int edge)
    {
        var (older, younger) = (Errors.Skip(edge + 1), Errors.Take(edge + 1));
        return Math.Sqrt(Math.Min(older.Sum(static error => error * error), younger.Sum(static error => error * error)));
    }
}
