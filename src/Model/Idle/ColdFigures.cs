namespace Damon.Model.Idle;

/// <summary>Bytes that have not been accessed for at least some time: what could be given back.</summary>
/// <param name="Bytes">One for each of <see cref="IdleScale.AgesS"/>; null where the process has not been watched for so long.</param>
/// <param name="Errors">Standard error of each.</param>
public sealed record ColdFigures(IReadOnlyList<double?> Bytes, IReadOnlyList<double?> Errors)
{
    private static readonly (int, int)[] Ages = [.. IdleScale.AgesS.Select(static age => (age, int.MaxValue))];

    /// <summary>Figures of some pieces together.</summary>
    /// <param name="pieces">The pieces.</param>
    /// <param name="watchedUs">For how long they have been watched, microseconds: what was not accessed since then may have been shortly before.</param>
    public static ColdFigures Of(IReadOnlyCollection<PanelPiece> pieces, long watchedUs)
    {
        var (bytes, errors) = AgeSums.Of(pieces, Ages);
        return new ColdFigures(AgeSums.Known(bytes, IdleScale.AgesS, watchedUs), AgeSums.Known(errors, IdleScale.AgesS, watchedUs));
    }
}
