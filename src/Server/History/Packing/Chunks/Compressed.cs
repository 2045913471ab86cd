using System.IO.Compression;

namespace Damon.Server.History.Packing.Chunks;

/// <summary>Bytes compressed by Brotli, behind the length that they have without.</summary>
internal static class Compressed
{
    // Most of what higher ones gain, at a tenth of their time.
    private const int Quality = 5;
    private const int Window = 22;
    private const int LongestLength = 10;

    /// <summary>Nothing is longer without compression, bytes: what says so is damaged, and must not size an array.</summary>
    private const int LongestRaw = 1 << 28;

    /// <summary>Compresses.</summary>
    public static byte[] Pack(byte[] raw)
    {
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(raw.Length)];
        if (!BrotliEncoder.TryCompress(raw, packed, out var written, Quality, Window))
        {
            throw new InvalidOperationException($"{raw.Length} bytes did not fit into the most that they can take.");
        }

        var head = new VarintWriter(LongestLength);
        head.Number((ulong)raw.Length);
        return [.. head.Written, .. packed.AsSpan(0, written)];
    }

    /// <summary>What was compressed.</summary>
    /// <exception cref="InvalidDataException">Damaged.</exception>
    public static byte[] Unpack(byte[] stored)
    {
        var head = new VarintReader(stored, ChunkCodec.What);
        var raw = new byte[head.Number(LongestRaw)];
        return BrotliDecoder.TryDecompress(stored.AsSpan(stored.Length - head.Left), raw, out var written) && written == raw.Length ? raw : throw ChunkCodec.Damaged();
    }
}
