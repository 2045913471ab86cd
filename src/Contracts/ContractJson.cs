using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Damon.Contracts.Json;
using Damon.Contracts.Monitoring;
using Damon.Model.Access;
using Damon.Model.Groups;
using Damon.Model.Monitoring;
using Damon.Model.Sessions;

namespace Damon.Contracts;

/// <summary>The one set of JSON rules of the contract, for both ends of every call.</summary>
public static class ContractJson
{
    /// <summary>Ready-made options; treat as read-only.</summary>
    public static JsonSerializerOptions Options { get; } = Apply(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    /// <summary>
    /// The same for reading what a server answers, by code made at build time. What is left out is null or zero then, not
    /// what the type begins with: only for bodies that tell everything, as answers do. Treat as read-only.
    /// </summary>
    public static JsonSerializerOptions Answers { get; } = Apply(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        TypeInfoResolver = JsonTypeInfoResolver.Combine(ContractJsonContext.Default, new DefaultJsonTypeInfoResolver()),
    });

    /// <summary>Values of the model that travel by their names.</summary>
    private static JsonConverter[] Enums =>
    [
        new CamelCaseEnumConverter<OperationsKind>(),
        new CamelCaseEnumConverter<MappingKind>(),
        new CamelCaseEnumConverter<SamplingPlan>(),
        new CamelCaseEnumConverter<SessionState>(),
        new CamelCaseEnumConverter<GroupKind>(),
        new CamelCaseEnumConverter<AccessRole>(),
    ];

    /// <summary>Adds the contract's converters to <paramref name="options"/> and returns it.</summary>
    public static JsonSerializerOptions Apply(JsonSerializerOptions options)
    {
        options.Converters.Add(new MicrosecondTimeConverter());
        options.Converters.Add(new RegionJsonConverter());
        foreach (var converter in Enums)
        {
            options.Converters.Add(converter);
        }

        return options;
    }
}
