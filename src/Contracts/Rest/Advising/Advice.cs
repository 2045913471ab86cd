using System.Text.Json.Serialization;
using Damon.Contracts.Json;

namespace Damon.Contracts.Rest.Advising;

/// <summary>An advice, with the figures it stands on.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Sentence">The advice.</param>
/// <param name="Basis">The figures it stands on, as sentences.</param>
/// <param name="WrongIf">What would prove it wrong, as sentences.</param>
/// <param name="Bytes">The limit; what is untouched; what leaks, a minute.</param>
/// <param name="Target">Index of the target; null for all together.</param>
/// <param name="Start">First byte of the mapping it concerns; null where it is not about one.</param>
/// <param name="End">One past its last byte.</param>
public sealed record Advice(
    AdviceKind Kind,
    string Sentence,
    string Basis,
    string WrongIf,
    long Bytes,
    int? Target,
    [property: JsonConverter(typeof(HexAddressConverter))] ulong? Start,
    [property: JsonConverter(typeof(HexAddressConverter))] ulong? End);
