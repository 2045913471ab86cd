namespace Damon.Model.Idle;

/// <summary>Bytes by the time since their last access.</summary>
/// <param name="ResidentBytes">Present bytes.</param>
/// <param name="Bytes">By the groups of <see cref="IdleScale.EdgesS"/>, and what is older.</param>
/// <param name="Errors">Standard error of each.</param>
/// <param name="UnknownBytes">Present bytes of which nothing can be told.</param>
public sealed record IdleFigures(double ResidentBytes, IReadOnlyList<double> Bytes, IReadOnlyList<double> Errors, double UnknownBytes)
{
    /// <summary>Figures of some pieces together: bytes add up, errors add up by their squares.</summary>
    public static IdleFigures Of(IEnumerable<PanelPiece> pieces)
    {
        var groups = IdleScale.EdgesS.Count + 1;
        var (resident, unknown) = (0.0, 0.0);
        var (bytes, squares) = (new double[groups], new double[groups]);
        foreach (var piece in pieces)
        {
            resident += piece.Bytes(piece.Present);
            unknown += piece.Bytes(piece.Unknown);
            for (var group = 0; group < groups; group++)
            {
                var pages = CountOf(piece, group);
                bytes[group] += piece.Bytes(pages);
                squares[group] += Math.Pow(piece.Error(pages), 2);
            }
        }

        return new IdleFigures(resident, bytes, Array.ConvertAll(squares, Math.Sqrt), unknown);
    }

    // Groups by edges join those counts between which there is no edge.
    private static int CountOf(PanelPiece piece, int group)
    {
        var from = group == 0 ? 0 : IdleScale.EdgesS[group - 1];
        var to = group == IdleScale.EdgesS.Count ? int.MaxValue : IdleScale.EdgesS[group];
        var sum = 0;
        for (var i = 0; i < IdleScale.Counts; i++)
        {
            var age = i == IdleScale.AgesS.Count ? int.MaxValue : IdleScale.AgesS[i];
            sum += age > from && age <= to ? piece.Counts[i] : 0;
        }

        return sum;
    }
}
