using System.IO.Compression;
using System.Text.Json;
using Damon.Contracts;
using Damon.Contracts.Json;
using Damon.Contracts.Monitoring;

namespace Damon.Server.History.Packing;

/// <summary>The stored form of a target's mappings: one byte (1), then the contract's JSON through zlib. Paths repeat, so that it shrinks to a tenth.</summary>
internal static class MappingCodec
{
    private const byte Form = 1;

    /// <summary>The stored form.</summary>
    public static byte[] Encode(Mapping[] mappings)
    {
        using var stored = new MemoryStream();
        stored.WriteByte(Form);
        using (var packed = new ZLibStream(stored, CompressionLevel.Fastest, leaveOpen: true))
        {
            JsonSerializer.Serialize(packed, mappings, ContractJson.Options);
        }

        return stored.ToArray();
    }

    /// <summary>The mappings.</summary>
    /// <exception cref="InvalidDataException">Damaged, or written by a newer version.</exception>
    public static Mapping[] Decode(byte[] stored)
    {
        if (stored.Length < 1 || stored[0] != Form)
        {
            throw new InvalidDataException("The stored mappings are damaged or written by a newer version.");
        }

        using var packed = new ZLibStream(new MemoryStream(stored, 1, stored.Length - 1), CompressionMode.Decompress);
        try
        {
            var mappings = JsonSerializer.Deserialize<Mapping[]>(packed, ContractJson.Options) ?? [];
            return mappings.All(static one => one is { Permissions: not null, Name: not null }) ? mappings : throw new InvalidDataException("The stored mappings are damaged: one is not told.");
        }
        catch (Exception e) when (e is JsonException or IOException)
        {
            throw new InvalidDataException($"The stored mappings are damaged: {e.Message}", e);
        }
    }
}
