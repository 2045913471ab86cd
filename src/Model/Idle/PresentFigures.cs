namespace Damon.Model.Idle;

/// <summary>Bytes that are present, whenever they were accessed.</summary>
/// <param name="ResidentBytes">Present bytes.</param>
/// <param name="ResidentError">Their standard error.</param>
/// <param name="UnknownBytes">Present bytes of which nothing can be told.</param>
/// <param name="UnknownError">Their standard error.</param>
public sealed record PresentFigures(double ResidentBytes, double ResidentError, double UnknownBytes, double UnknownError)
{
    /// <summary>Figures of some pieces together.</summary>
    public static PresentFigures Of(IReadOnlyCollection<PanelPiece> pieces)
    {
        var (resident, residentError) = AgeSums.Of(pieces, static piece => piece.Present);
        var (unknown, unknownError) = AgeSums.Of(pieces, static piece => piece.Unknown);
        return new PresentFigures(resident, residentError, unknown, unknownError);
    }
}
