namespace Damon.Model.Idle;

/// <summary>Bytes of some pieces together, by spans of ages: bytes add up, errors add up by their squares.</summary>
internal static class AgeSums
{
    /// <summary>Bytes and their standard errors, one for each span.</summary>
    /// <param name="pieces">The pieces.</param>
    /// <param name="spans">Ages in seconds as <see cref="PanelPiece.Between"/> takes them.</param>
    public static (double[] Bytes, double[] Errors) Of(IReadOnlyCollection<PanelPiece> pieces, IReadOnlyList<(int FromS, int ToS)> spans)
    {
        var (bytes, errors) = (new double[spans.Count], new double[spans.Count]);
        for (var i = 0; i < spans.Count; i++)
        {
            var square = 0.0;
            foreach (var piece in pieces)
            {
                var pages = piece.Between(spans[i].FromS, spans[i].ToS);
                bytes[i] += piece.Bytes(pages);
                square += Math.Pow(piece.Error(pages), 2);
            }

            errors[i] = Math.Sqrt(square);
        }

        return (bytes, errors);
    }
}
