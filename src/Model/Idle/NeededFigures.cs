namespace Damon.Model.Idle;

/// <summary>Bytes accessed within each window: what a process needs to go on as it did.</summary>
/// <param name="ResidentBytes">Present bytes.</param>
/// <param name="Bytes">One for each of <see cref="IdleScale.WindowsS"/>; null where the process has not been watched for so long.</param>
/// <param name="Errors">Standard error of each.</param>
public sealed record NeededFigures(double ResidentBytes, IReadOnlyList<double?> Bytes, IReadOnlyList<double?> Errors)
{
    /// <summary>Figures of some pieces together.</summary>
    /// <param name="pieces">The pieces.</param>
    /// <param name="watchedUs">For how long they have been watched, microseconds.</param>
    public static NeededFigures Of(IEnumerable<PanelPiece> pieces, long watchedUs)
    {
        const double UsPerSecond = 1e6;
        var windows = IdleScale.WindowsS.Count;
        var resident = 0.0;
        var (bytes, squares) = (new double[windows], new double[windows]);
        foreach (var piece in pieces)
        {
            resident += piece.Bytes(piece.Present);
            for (var window = 0; window < windows; window++)
            {
                var pages = Within(piece, IdleScale.WindowsS[window]);
                bytes[window] += piece.Bytes(pages);
                squares[window] += Math.Pow(piece.Error(pages), 2);
            }
        }

        return new NeededFigures(
            resident,
            [.. bytes.Select((b, window) => IsKnown(window) ? b : (double?)null)],
            [.. squares.Select((s, window) => IsKnown(window) ? Math.Sqrt(s) : (double?)null)]);

        bool IsKnown(int window) => watchedUs >= IdleScale.WindowsS[window] * UsPerSecond;
    }

    private static int Within(PanelPiece piece, int windowS)
    {
        var sum = 0;
        for (var i = 0; i < IdleScale.AgesS.Count && IdleScale.AgesS[i] <= windowS; i++)
        {
            sum += piece.Counts[i];
        }

        return sum;
    }
}
