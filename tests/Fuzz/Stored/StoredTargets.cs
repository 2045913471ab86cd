using System.IO.Compression;
using Damon.Contracts.Monitoring;
using Damon.Fuzz.Engine;
using Damon.Model.Idle;
using Damon.Model.Monitoring;
using Damon.Server.History;
using Damon.Server.History.Packing;
using Damon.Server.History.Packing.Chunks;
using Damon.Server.Tests.History.Chunks;

namespace Damon.Fuzz.Stored;

/// <summary>What is stored a piece at a time: damaged it is refused, or read as something else.</summary>
internal static class StoredTargets
{
    private const long SecondUs = 1_000_000;

    private static readonly string[] MappingWords = ["\"start\":\"0x", "\"end\":", "\"kind\":\"file\"", "\"use\":null", "null", "[", "]", "{", "}", "\\ud800"];

    public static IFuzzTarget Regions() => new FuzzTarget<InvalidDataException>("stored-regions", "the regions of a snapshot", ReadRegions, null,
        static () => Samples(3).Select(static snapshot => snapshot.Packed));

    public static IFuzzTarget Idle() => new FuzzTarget<InvalidDataException>("stored-idle", "idle ages of a target", ReadIdle, null, IdleSeeds);

    public static IFuzzTarget Mappings() => new FuzzTarget<InvalidDataException>("stored-mappings", "the mappings of a target, unpacked and packed", ReadMappings, MappingWords, MappingSeeds, 2_000);

    public static IFuzzTarget Packed() => new FuzzTarget<InvalidDataException>("stored-packed", "what is compressed in chunks and tiles", ReadPacked, null, PackedSeeds, 3_000);

    /// <summary>Snapshots as a sampler takes them.</summary>
    public static List<StoredSnapshot> Samples(int count)
    {
        var samples = new ChunkSamples(count);
        return [.. Enumerable.Range(0, count).Select(i => samples.Next(1, 0, i, SecondUs + (i * 100_000L)))];
    }

    private static IEnumerable<byte[]> IdleSeeds()
    {
        IdlePiece[] pieces =
        [
            new(0x1000, 0x9000, 2, 4, [.. Enumerable.Range(0, IdleScale.Counts).Select(static i => i % 3)], 1),
            new(0x10000, 0x20000, 1, 16, new int[IdleScale.Counts], 0),
        ];
        return [IdleCodec.Encode(pieces), IdleCodec.Encode(pieces, pieces[..1])];
    }

    private static IEnumerable<byte[]> MappingSeeds()
    {
        var stored = MappingCodec.Encode(
        [
            new Mapping(0x1000, 0x3000, "rw-p", "[heap]", MappingKind.Heap),
            new Mapping(0x4000, 0x8000, "r-xp", "/bin/a \"b\"", MappingKind.File, "JIT code"),
        ]);
        using var packed = new ZLibStream(new MemoryStream(stored, 1, stored.Length - 1), CompressionMode.Decompress);
        using var text = new MemoryStream();
        packed.CopyTo(text);
        return [[1, .. stored], [0, .. text.ToArray()]];
    }

    private static IEnumerable<byte[]> PackedSeeds()
        => [Compressed.Pack([]), Compressed.Pack([.. Enumerable.Range(0, 3_000).Select(static i => (byte)(i * i))]), Compressed.Pack(new byte[1 << 20])];

    private static string ReadPacked(byte[] stored) => Compressed.Unpack(stored).Length > 0 ? "bytes" : "nothing";

    private static string ReadRegions(byte[] stored)
    {
        var reader = new RegionReader(stored);
        var snapshot = RegionCodec.Decode(stored, SecondUs);
        Readers.Use(new StoredSnapshot(1, new SnapshotFigures { StartUs = SecondUs, EndUs = SecondUs + 100_000, MaxNrAccesses = 20, NrRegions = snapshot.Regions.Length }, stored));
        return $"{Math.Min(3, snapshot.Regions.Length)} {reader.Layout.Flags & 15}";
    }

    private static string ReadIdle(byte[] stored)
    {
        var pieces = IdleCodec.Decode(stored, out var together);
        _ = IdleCodec.Encode(pieces, together);
        var message = new IdleMessage { Pieces = pieces, Together = together, WatchedUs = SecondUs, ResolutionUs = SecondUs, AtUs = SecondUs };
        _ = message.ToPanel().Count() + message.ToPanel(together: true).Count();
        return $"{Math.Min(2, pieces.Length)} {together is null}";
    }

    // The first byte says whether the rest is packed already: a changed byte of what is packed is hardly ever read further.
    private static string ReadMappings(byte[] input)
    {
        var stored = input.AsSpan(Math.Min(1, input.Length)).ToArray();
        if (input is [0, ..])
        {
            using var packed = new MemoryStream();
            packed.WriteByte(1);
            using (var packing = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            {
                packing.Write(stored);
            }

            stored = packed.ToArray();
        }

        var mappings = MappingCodec.Decode(stored);
        foreach (var mapping in mappings)
        {
            _ = mapping.Called.Length + mapping.Permissions.Length;
        }

        return $"{Math.Min(2, mappings.Length)}";
    }
}
