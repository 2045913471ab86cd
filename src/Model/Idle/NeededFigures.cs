namespace Damon.Model.Idle;

/// <summary>Bytes accessed within each window: what a process needs to go on as it did.</summary>
/// <param name="ResidentBytes">Present bytes.</param>
/// <param name="Bytes">One for each of <see cref="IdleScale.WindowsS"/>; null where the process has not been watched for so long.</param>
/// <param name="Errors">Standard error of each.</param>
public sealed record NeededFigures(double ResidentBytes, IReadOnlyList<double?> Bytes, IReadOnlyList<double?> Errors)
{
    private static readonly (int, int)[] Windows = [.. IdleScale.WindowsS.Select(static window => (0, window))];

    /// <summary>Figures of some pieces together.</summary>
    /// <param name="pieces">The pieces.</param>
    /// <param name="watchedUs">For how long they have been watched, microseconds.</param>
    public static NeededFigures Of(IEnumerable<PanelPiece> pieces, long watchedUs)
    {
        var all = pieces.ToArray();
        var (bytes, errors) = AgeSums.Of(all, Windows);
        return new NeededFigures(
            all.Sum(static piece => piece.Bytes(piece.Present)),
            AgeSums.Known(bytes, IdleScale.WindowsS, watchedUs),
            AgeSums.Known(errors, IdleScale.WindowsS, watchedUs));
    }
}
