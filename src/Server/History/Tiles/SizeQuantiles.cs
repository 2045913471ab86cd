namespace Damon.Server.History.Tiles;

/// <summary>How sizes are spread, bytes in whole pages. The lowest and the highest are right to a page; of tiles of tiles the others are estimates.</summary>
/// <param name="Low">The lowest.</param>
/// <param name="Quarter">A quarter is not above it.</param>
/// <param name="Middle">The median.</param>
/// <param name="ThreeQuarters">A quarter is above it.</param>
/// <param name="High">The highest.</param>
internal readonly record struct SizeQuantiles(long Low, long Quarter, long Middle, long ThreeQuarters, long High)
{
    /// <summary>What they are multiples of, bytes.</summary>
    public const long Unit = 4_096;

    /// <summary>How many numbers these are.</summary>
    public const int Count = 5;

    /// <summary>One of them, from the lowest on.</summary>
    public long this[int index] => index switch
    {
        0 => Low,
        1 => Quarter,
        2 => Middle,
        3 => ThreeQuarters,
        4 => High,
        _ => throw new ArgumentOutOfRangeException(nameof(index)),
    };

    /// <summary>Share of all snapshots that one of them stands for: those nearest to it.</summary>
    public static double Weight(int index) => index is 0 or Count - 1 ? 0.125 : 0.25;

    /// <summary>Of sizes, each with the number of snapshots that it stands for.</summary>
    /// <param name="sizes">Sorted here; one at least.</param>
    public static SizeQuantiles Of(List<(long Bytes, double Weight)> sizes)
    {
        sizes.Sort(static (one, other) => one.Bytes.CompareTo(other.Bytes));
        var all = sizes.Sum(static one => one.Weight);
        return new SizeQuantiles(Whole(sizes[0].Bytes), At(0.25), At(0.5), At(0.75), Whole(sizes[^1].Bytes));

        long At(double share)
        {
            var sum = 0.0;
            foreach (var (bytes, weight) in sizes)
            {
                sum += weight;
                if (sum >= share * all)
                {
                    return Whole(bytes);
                }
            }

            return Whole(sizes[^1].Bytes);
        }

        static long Whole(long bytes) => (bytes + (Unit / 2)) / Unit * Unit;
    }
}
