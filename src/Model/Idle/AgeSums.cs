namespace Damon.Model.Idle;

/// <summary>Bytes of some pieces together: bytes add up, errors add up by their squares.</summary>
internal static class AgeSums
{
    private const double UsPerSecond = 1e6;

    /// <summary>Bytes and their standard errors, one for each span of ages.</summary>
    /// <param name="pieces">The pieces.</param>
    /// <param name="spans">Ages in seconds as <see cref="PanelPiece.Between"/> takes them.</param>
    public static (double[] Bytes, double[] Errors) Of(IReadOnlyCollection<PanelPiece> pieces, IReadOnlyList<(int FromS, int ToS)> spans)
    {
        var (bytes, errors) = (new double[spans.Count], new double[spans.Count]);
        for (var i = 0; i < spans.Count; i++)
        {
            var (from, to) = spans[i];
            (bytes[i], errors[i]) = Of(pieces, piece => piece.Between(from, to));
        }

        return (bytes, errors);
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
            squares += Math.Pow(piece.Error(found), 2);
        }

        return (bytes, Math.Sqrt(squares));
    }

    /// <summary>Figures of some times; null for those that have not been watched for so long.</summary>
    /// <param name="figures">One for each time.</param>
    /// <param name="timesS">The times, seconds.</param>
    /// <param name="watchedUs">For how long there has been watching, microseconds.</param>
    public static double?[] Known(double[] figures, IReadOnlyList<int> timesS, long watchedUs)
        => [.. figures.Select((figure, i) => watchedUs >= timesS[i] * UsPerSecond ? figure : (double?)null)];
}
