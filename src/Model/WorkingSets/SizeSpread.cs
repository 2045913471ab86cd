namespace Damon.Model.WorkingSets;

/// <summary>How sizes are spread over the snapshots of a time.</summary>
/// <param name="Percentiles">21 values in bytes: percentiles 0, 5, … 100 by the nearest rank below, as damo takes them; empty without sizes.</param>
/// <param name="Mean">Mean, bytes; 0 without sizes.</param>
public sealed record SizeSpread(IReadOnlyList<long> Percentiles, double Mean)
{
    private const int Step = 5;

    /// <summary>Nothing to tell.</summary>
    public static SizeSpread None { get; } = new([], 0);

    /// <summary>The spread of sizes.</summary>
    /// <param name="sizes">Of every snapshot, bytes; sorted here.</param>
    public static SizeSpread Of(List<long> sizes)
    {
        if (sizes.Count == 0)
        {
            return None;
        }

        var mean = sizes.Average(size => (double)size);
        sizes.Sort();
        var percentiles = Enumerable.Range(0, (100 / Step) + 1)
            .Select(step => sizes[Math.Min(sizes.Count - 1, (int)((long)sizes.Count * step * Step / 100))]);
        return new SizeSpread([.. percentiles], mean);
    }
}
