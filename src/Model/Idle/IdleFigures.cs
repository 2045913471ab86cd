namespace Damon.Model.Idle;

/// <summary>Bytes by the time since their last access.</summary>
/// <param name="ResidentBytes">Present bytes.</param>
/// <param name="Bytes">By the groups of <see cref="IdleScale.EdgesS"/>, and what is older.</param>
/// <param name="Errors">Standard error of each.</param>
/// <param name="UnknownBytes">Present bytes of which nothing can be told.</param>
public sealed record IdleFigures(double ResidentBytes, IReadOnlyList<double> Bytes, IReadOnlyList<double> Errors, double UnknownBytes)
{
    private static readonly (int, int)[] Groups = [.. IdleScale.EdgesS.Prepend(0).Zip(IdleScale.EdgesS.Append(int.MaxValue))];

    /// <summary>Figures of some pieces together.</summary>
    public static IdleFigures Of(IEnumerable<PanelPiece> pieces)
    {
        var all = pieces.ToArray();
        var (bytes, errors) = AgeSums.Of(all, Groups);
        return new IdleFigures(all.Sum(static piece => piece.Bytes(piece.Present)), bytes, errors, all.Sum(static piece => piece.Bytes(piece.Unknown)));
    }
}
