namespace Damon.Client.Charts;

/// <summary>Parts of the address axis that the picture points out, in positions from 0 to 1 and rising order, none overlapping.</summary>
/// <param name="Colour">CSS colour of what is pointed out.</param>
/// <param name="Held">Parts of which something is meant.</param>
/// <param name="Lit">Parts that are meant as a whole.</param>
public sealed record PictureHighlight(string Colour, IReadOnlyList<(double Bottom, double Top)> Held, IReadOnlyList<(double Bottom, double Top)> Lit)
{
    /// <summary>What is not lit of a part of the axis, and whether something of it is meant.</summary>
    /// <param name="bottom">Lowest position.</param>
    /// <param name="top">Highest position.</param>
    public IEnumerable<(double Bottom, double Top, bool IsHeld)> Veiled(double bottom, double top)
    {
        double[] edges =
        [
            .. Held.Concat(Lit).SelectMany(part => new[] { part.Bottom, part.Top }).Append(bottom).Append(top)
                .Where(at => at >= bottom && at <= top).Distinct().Order(),
        ];
        (double Bottom, double Top, bool IsHeld)? open = null;
        for (var i = 0; i + 1 < edges.Length; i++)
        {
            var middle = (edges[i] + edges[i + 1]) / 2;
            if (Holds(Lit, middle))
            {
                continue;
            }

            var isHeld = Holds(Held, middle);
            if (open is { } before && before.Top == edges[i] && before.IsHeld == isHeld)
            {
                open = before with { Top = edges[i + 1] };
                continue;
            }

            if (open is { } done)
            {
                yield return done;
            }

            open = (edges[i], edges[i + 1], isHeld);
        }

        if (open is { } last)
        {
            yield return last;
        }
    }

    private static bool Holds(IReadOnlyList<(double Bottom, double Top)> parts, double at)
    {
        var (low, high) = (0, parts.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (parts[middle].Top <= at)
            {
                low = middle + 1;
            }
            else if (parts[middle].Bottom > at)
            {
                high = middle - 1;
            }
            else
            {
                return true;
            }
        }

        return false;
    }
}
