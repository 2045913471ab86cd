using System.Text.Json;
using System.Text.Json.Serialization;

namespace Damon.Contracts.Json;

/// <summary>Enum values as camelCase names; numbers are refused, so that a value's meaning never depends on its order.</summary>
/// <typeparam name="TEnum">The enum.</typeparam>
public sealed class CamelCaseEnumConverter<TEnum>() : JsonStringEnumConverter<TEnum>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where TEnum : struct, Enum;
