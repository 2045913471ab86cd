using System.Text.Json;
using System.Text.Json.Serialization;
using Damon.Contracts.Json;
using Damon.Contracts.Monitoring;

namespace Damon.Contracts.Monitoring;

/// <summary>A region is the array <c>["0xstart", "0xend", nrAccesses, age]</c>.</summary>
public sealed class RegionJsonConverter : JsonConverter<RegionSample>
{
    private const string Shape = "A region is [\"0xstart\", \"0xend\", nrAccesses, age].";

    /// <inheritdoc/>
    public override RegionSample Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException(Shape);
        }

        var start = Address(ref reader);
        var end = Address(ref reader);
        var nrAccesses = Number(ref reader);
        var age = Number(ref reader);
        return reader.Read() && reader.TokenType == JsonTokenType.EndArray
            ? new RegionSample(start, end, nrAccesses, age)
            : throw new JsonException(Shape);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, RegionSample value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteStringValue(HexAddressConverter.Format(value.Start));
        writer.WriteStringValue(HexAddressConverter.Format(value.End));
        writer.WriteNumberValue(value.NrAccesses);
        writer.WriteNumberValue(value.Age);
        writer.WriteEndArray();
    }

    private static ulong Address(ref Utf8JsonReader reader)
        => reader.Read() && reader.TokenType == JsonTokenType.String && HexAddressConverter.TryParse(reader.GetString(), out var address)
            ? address
            : throw new JsonException(Shape);

    private static int Number(ref Utf8JsonReader reader)
        => reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number)
            ? number
            : throw new JsonException(Shape);
}
