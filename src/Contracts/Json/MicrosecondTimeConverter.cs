using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Damon.Contracts.Json;

/// <summary>Writes times as ISO 8601 UTC with exactly six fractional digits: <c>2026-01-02T03:04:05.678901Z</c>.</summary>
public sealed class MicrosecondTimeConverter : JsonConverter<DateTimeOffset>
{
    /// <inheritdoc/>
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => reader.TokenType == JsonTokenType.String
            && DateTimeOffset.TryParse(reader.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw new JsonException("A time is ISO 8601 text such as \"2026-01-02T03:04:05.678901Z\".");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
        => writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
}
