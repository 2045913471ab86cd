using System.Text.Json;

namespace Damon.Contracts.Json;

/// <summary>The one set of JSON rules of the contract, for both ends of every call.</summary>
public static class ContractJson
{
    /// <summary>Ready-made options; treat as read-only.</summary>
    public static JsonSerializerOptions Options { get; } = Apply(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    /// <summary>Adds the contract's converters to <paramref name="options"/> and returns it.</summary>
    public static JsonSerializerOptions Apply(JsonSerializerOptions options)
    {
        options.Converters.Add(new MicrosecondTimeConverter());
        options.Converters.Add(new RegionJsonConverter());
        return options;
    }
}
