using System.Text.Json.Serialization;
using Damon.Contracts.Json;

namespace Damon.Contracts.Rest.Changes;

/// <summary>Something that has changed in a session.</summary>
/// <param name="Us">When, or when it began, Unix microseconds.</param>
/// <param name="Kind">What has changed.</param>
/// <param name="Target">Index of the target.</param>
/// <param name="Start">First byte of the mapping it concerns; null for what concerns the process.</param>
/// <param name="End">One past its last byte.</param>
/// <param name="Name">What the mapping is called, empty when it has no name; of what concerns the process, its name from then on.</param>
/// <param name="Before">Bytes before, 0 where it was not there; of a rate percent touched within an interval, or of samples where that is not estimated. Null for what concerns the process.</param>
/// <param name="After">The same after it.</param>
/// <param name="Sentence">What has changed, in words.</param>
public sealed record Change(
    long Us,
    ChangeKind Kind,
    int Target,
    [property: JsonConverter(typeof(HexAddressConverter))] ulong? Start,
    [property: JsonConverter(typeof(HexAddressConverter))] ulong? End,
    string Name,
    double? Before,
    double? After,
    string Sentence);
