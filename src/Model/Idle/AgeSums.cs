namespace Damon.Model.Idle;

/// <summary>Bytes of some pieces together: bytes add up, errors add up by their squares.</summary>
internal static class AgeSums
{
    private const double UsPerSecond = 1e6;

    /// <summary>Bytes and their standard errors, one for each span of ages.</summary>
    /// <param name="pieces">The pieces.</param>
    /// <param name="spans">Longer than one age and not longer than another, seconds; both of <see cref="IdleScale.AgesS"/>, or 0 and the highest number.</param>
    public static (double[] Bytes, double[] Errors) Of(IReadOnlyCollection<PanelPiece> pieces, IReadOnlyList<(int FromS, int ToS)> spans)
    {
        var (bytes, errors) = (new double[spans.Count], new double[spans.Count]);
        (int From, int To)[] counts = [.. spans.Select(static span => (CountsUpTo(span.FromS), CountsUpTo(span.ToS)))];
        Span<int> younger = stackalloc int[IdleScale.Counts + 1];
        foreach (var piece in pieces)
        {
            // Added up once for all spans: a group of processes has pieces by the hundred thousand.
            for (var i = 0; i < IdleScale.Counts; i++)
            {
                younger[i + 1] = younger[i] + piece.Counts[i];
            }

            for (var i = 0; i < counts.Length; i++)
            {
                var pages = younger[counts[i].To] - younger[counts[i].From];
                bytes[i] += piece.Bytes(pages);
                var error = piece.Error(pages);
                errors[i] += error * error;
            }
        }

        return (bytes, [.. errors.Select(Math.Sqrt)]);
    }

    /// <summary>Bytes and their standard error.</summary>
    /// <param name="pieces">The pieces.</param>
    /// <param name="pages">How many of a piece's followed pages count.</param>
    public static (double Bytes, double Error) Of(IReadOnlyCollection<PanelPiece> pieces, Func<PanelPiece, int> pages)
    {
        var (bytes, squares) = (0.0, 0.0);
        foreach (var piece in pieces)
        {
            var found = pages(piece);
            bytes += piece.Bytes(found);
            var error = piece.Error(found);
            squares += error * error;
        }

        return (bytes, Math.Sqrt(squares));
    }

    /// <summary>Figures of some times; null for those that have not been watched for so long.</summary>
    /// <param name="figures">One for each time.</param>
    /// <param name="timesS">The times, seconds.</param>
    /// <param name="watchedUs">For how long there has been watching, microseconds.</param>
    public static double?[] Known(double[] figures, IReadOnlyList<int> timesS, long watchedUs)
        => [.. figures.Select((figure, i) => watchedUs >= timesS[i] * UsPerSecond ? figure : (double?)null)];

    private static int CountsUpTo(int ageS) => ageS == int.MaxValue ? IdleScale.Counts : IdleScale.AgesS.Count(age => age <= ageS);
}
