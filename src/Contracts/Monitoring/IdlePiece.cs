using System.Text.Json.Serialization;
using Damon.Contracts.Json;
using Damon.Model.Addresses;
using Damon.Model.Idle;
using MessagePack;

namespace Damon.Contracts.Monitoring;

/// <summary>What the pages followed in one mapping say; see <see cref="PanelPiece"/>.</summary>
/// <param name="Start">First byte.</param>
/// <param name="End">One past the last byte.</param>
/// <param name="PagesPerUnit">Of so many pages one is followed.</param>
/// <param name="Drawn">Followed pages, present or not.</param>
/// <param name="Counts">Followed pages by the time since their last access, <see cref="IdleScale.Counts"/> of them.</param>
/// <param name="Unknown">Followed pages of which nothing can be told.</param>
[MessagePackObject]
public sealed record IdlePiece(
    [property: Key(0), JsonConverter(typeof(HexAddressConverter))] ulong Start,
    [property: Key(1), JsonConverter(typeof(HexAddressConverter))] ulong End,
    [property: Key(2)] int PagesPerUnit,
    [property: Key(3)] int Drawn,
    [property: Key(4)] int[] Counts,
    [property: Key(5)] int Unknown)
{
    /// <summary>What is sent of a piece.</summary>
    public static IdlePiece Of(PanelPiece piece)
        => new(piece.Range.Start, piece.Range.End, piece.PagesPerUnit, piece.Drawn, [.. piece.Counts], piece.Unknown);

    /// <summary>The same for the rules of the domain.</summary>
    public PanelPiece ToPanel() => new(new AddressRange(Start, End), PagesPerUnit, Drawn, Counts, Unknown);
}
