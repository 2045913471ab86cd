using System.Text.Json.Serialization;
using Damon.Contracts.Json;

namespace Damon.Contracts.Rest.Advising;

/// <summary>What an advice is about.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<AdviceKind>))]
public enum AdviceKind
{
    /// <summary>Memory that grows and is not used any more.</summary>
    Leak,

    /// <summary>A limit that would have been enough.</summary>
    Limit,

    /// <summary>Memory that is held and has not been touched since watching began.</summary>
    Untouched,
}
