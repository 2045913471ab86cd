using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Damon.Contracts.Json;

/// <summary>
/// Writes a 64-bit address or offset as <c>"0x7f80…"</c>. JSON numbers are doubles in a browser and
/// lose integers above 2^53, so addresses never travel as numbers.
/// </summary>
public sealed class HexAddressConverter : JsonConverter<ulong>
{
    /// <inheritdoc/>
    public override ulong Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => TryParse(reader.TokenType == JsonTokenType.String ? reader.GetString() : null, out var value)
            ? value
            : throw new JsonException("An address is a hexadecimal string such as \"0x7f8000000000\".");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ulong value, JsonSerializerOptions options)
        => writer.WriteStringValue(Format(value));

    /// <summary>The text form of <paramref name="address"/>: lower case, <c>0x</c> in front, no padding.</summary>
    public static string Format(ulong address) => string.Create(CultureInfo.InvariantCulture, $"0x{address:x}");

    /// <summary>Reads <c>0x…</c> text. False when it is not one (no prefix, no digits, over 64 bits).</summary>
    public static bool TryParse(string? text, out ulong address)
    {
        address = 0;
        return text is { Length: > 2 }
            && text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            && ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out address);
    }
}
