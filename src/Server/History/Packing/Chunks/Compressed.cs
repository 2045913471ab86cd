using System.Buffers;
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

    /// <summary>Columns of numbers shrink less than this.</summary>
    private const int UsualRatio = 64;
    private const long GrowthFactor = 4;

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
        var length = head.Number(LongestRaw);
        var packed = stored.AsSpan(stored.Length - head.Left);

        // What promises more than bytes usually give is believed as far as they give it. Without any room the decoder says nothing.
        var (raw, written) = (new byte[Math.Max(1, Math.Min(length, (packed.Length + 1L) * UsualRatio))], 0);
        using var decoder = new BrotliDecoder();
        while (true)
        {
            var status = decoder.Decompress(packed, raw.AsSpan(written), out var read, out var some);
            packed = packed[read..];
            written += some;
            if (status == OperationStatus.Done && written == length)
            {
                return written == raw.Length ? raw : [];
            }

            if (status != OperationStatus.DestinationTooSmall || raw.Length >= length)
            {
                throw ChunkCodec.Damaged();
            }

            Array.Resize(ref raw, (int)Math.Min(length, raw.Length * GrowthFactor));
        }
    }
}
