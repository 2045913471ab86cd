using System.Text.Json.Serialization;
using Damon.Contracts.Json;

namespace Damon.Contracts.Rest.Lenses;

/// <summary>What a lens tells of its pages.</summary>
/// <param name="Start">First byte of the first page.</param>
/// <param name="End">One past the last page.</param>
/// <param name="AtUs">When it was so, Unix microseconds.</param>
/// <param name="PageBytes">Bytes of a page.</param>
/// <param name="Ages">One byte for each page: 0 absent, 255 unknown, else 1 + round(8 * log2(1 + seconds since the last access)), at most 254.</param>
public sealed record PagesResource(
    [property: JsonConverter(typeof(HexAddressConverter))] ulong Start,
    [property: JsonConverter(typeof(HexAddressConverter))] ulong End,
    long AtUs,
    int PageBytes,
    byte[] Ages);
