using System.Text.Json.Serialization;
using Damon.Contracts.Json;

namespace Damon.Contracts.Rest.Changes;

/// <summary>What has changed.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<ChangeKind>))]
public enum ChangeKind
{
    /// <summary>A mapping is there that was not.</summary>
    Appeared,

    /// <summary>A mapping is larger.</summary>
    Grew,

    /// <summary>A mapping is smaller.</summary>
    Shrank,

    /// <summary>A mapping is no longer there.</summary>
    Gone,

    /// <summary>A mapping is accessed more or less than before.</summary>
    Rate,

    /// <summary>The process executes another program.</summary>
    Exec,

    /// <summary>A process of a group has ended, and another one has come in its place.</summary>
    Restart,
}
