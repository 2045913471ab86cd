namespace Damon.Model.WorkingSets;

/// <summary>How sizes are spread over the snapshots of a time.</summary>
/// <param name="Percentiles">21 values in bytes: percentiles 0, 5, … 100 by the nearest rank below, as damo takes them; empty without sizes.</param>
/// <param name="Mean">Mean, bytes; 0 without sizes.</param>
public sealed record SizeSpread(IReadOnlyList<long> Percentiles, double Mean)
{
    private const int Step = 5;

    /// <summary>Nothing to tell.</summary>
    public static SizeSpread None { get; } = new([], 0);

    /// <summary>Standard errors of the percentiles, bytes: those of the snapshots that they are; null where none is known.</summary>
    public IReadOnlyList<long?> Errors { get; init; } = [];

    /// <summary>Standard error of the mean, bytes; null where none is known.</summary>
    public double? MeanError { get; init; }

    /// <summary>The spread of sizes.</summary>
    /// <param name="sizes">Of every snapshot; sorted here.</param>
    public static SizeSpread Of(List<WorkingSetFigure> sizes)
    {
        if (sizes.Count == 0)
        {
            return None;
        }

        var (sum, all, error) = (0.0, 0.0, new MeanError());
        foreach (var size in sizes)
        {
            sum += size.Bytes * size.Weight;
            all += size.Weight;
            error.Add(size.Error);
        }

        var mean = sum / all;
        sizes.Sort((a, b) => a.Bytes.CompareTo(b.Bytes));
        var percentiles = new WorkingSetFigure[(100 / Step) + 1];
        var (at, until) = (0, sizes[0].Weight);
        for (var step = 0; step < percentiles.Length; step++)
        {
            // Below it lies that share of them at most.
            for (var share = all * step * Step / 100; until <= share && at < sizes.Count - 1; until += sizes[at].Weight)
            {
                at++;
            }

            percentiles[step] = sizes[at];
        }

        return new SizeSpread([.. percentiles.Select(size => size.Bytes)], mean)
        {
            Errors = [.. percentiles.Select(size => size.Error)],
            MeanError = error.Value,
        };
    }
}
