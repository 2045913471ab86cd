using System.IO.Compression;
using System.Runtime.CompilerServices;
using Damon.Server.Imports.Formats.Binary;
using Damon.Server.Imports.Formats.Json;
using Damon.Server.Imports.Formats.Traces;

namespace Damon.Server.Imports.Formats;

/// <summary>A file to import: packed or not, in whatever format; both are told by what it begins with.</summary>
internal sealed class RecordFile
{
    private const int LongestStart = 4_096;

    // In this order: nearly anything could be a text.
    private static readonly IRecordFormat[] Formats = [new JsonRecordFormat(), new BinaryRecordFormat(), new TraceRecordFormat()];

    private readonly Stream _content;
    private readonly IRecordFormat _format;
    private readonly Packing _packing;
    private readonly bool _hasMark;

    private RecordFile(Stream content, IRecordFormat format, Packing packing, bool hasMark)
        => (_content, _format, _packing, _hasMark) = (content, format, packing, hasMark);

    private enum Packing
    {
        None,
        Zlib,
        Gzip,
    }

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>What to call it: <c>JSON, packed with zlib</c>.</summary>
    public string Name => _format.Name + _packing switch
    {
        Packing.Zlib => ", packed with zlib",
        Packing.Gzip => ", packed with gzip",
        _ => "",
    };

    /// <summary>Finds out what a file is.</summary>
    /// <param name="content">The file; it can be read from its start as often as wanted.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="RecordFaultException">None that can be read.</exception>
    public static async Task<RecordFile> OpenAsync(Stream content, CancellationToken cancellation)
    {
        var packing = PackingOf(await StartAsync(content, Packing.None, cancellation));
        var start = await StartAsync(content, packing, cancellation);
        if (start.Length == 0)
        {
            throw new RecordFaultException("it is empty");
        }

        var hasMark = start.AsSpan().StartsWith(ByteOrderMark);
        var text = hasMark ? start.AsMemory(ByteOrderMark.Length) : start;
        if (text.Span.StartsWith("PERFILE2"u8) || text.Span.StartsWith("\u0017\u0008Dtracing"u8))
        {
            throw new RecordFaultException("it is what perf or trace-cmd records, which only these can read; import the output of 'perf script -i FILE', or of 'trace-cmd report -i FILE'");
        }

        return Formats.FirstOrDefault(format => format.Fits(text.Span)) is { } known
            ? new RecordFile(content, known, packing, hasMark)
            : throw new RecordFaultException("it is neither a damo record (JSON, compressed or not), nor a record of DAMON before 2022, nor a text of perf script");
    }

    /// <summary>What is in it, from its start; one walk at a time.</summary>
    /// <exception cref="RecordFaultException">It cannot be read.</exception>
    public async IAsyncEnumerable<RecordPart> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var content = Unpack(_content, _packing);
        await using var unpacked = _packing == Packing.None ? null : content;
        if (_hasMark)
        {
            await content.ReadExactlyAsync(new byte[ByteOrderMark.Length], cancellation);
        }

        await using var parts = _format.ReadAsync(content, cancellation).GetAsyncEnumerator(cancellation);
        while (await NextAsync(parts))
        {
            yield return parts.Current;
        }
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<RecordPart> parts)
    {
        try
        {
            return await parts.MoveNextAsync();
        }
        catch (InvalidDataException e)
        {
            throw Damaged(e);
        }
    }

    private static async Task<byte[]> StartAsync(Stream content, Packing packing, CancellationToken cancellation)
    {
        var unpacked = Unpack(content, packing);
        await using var closing = packing == Packing.None ? null : unpacked;
        var start = new byte[LongestStart];
        try
        {
            return start[..await unpacked.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellation)];
        }
        catch (InvalidDataException e)
        {
            throw Damaged(e);
        }
    }

    private static RecordFaultException Damaged(InvalidDataException e) => new($"what is packed in it is damaged, or cut off ({e.Message.TrimEnd('.')})");

    // RFC 1950: the method 8 in the low bits, and the first two bytes are a multiple of 31; with the bit 20 a dictionary is needed that is not in the file. RFC 1952: 1f 8b.
    private static Packing PackingOf(ReadOnlySpan<byte> start) => start switch
    {
        [0x1f, 0x8b, ..] => Packing.Gzip,
        [var method, var flags, ..] when (method & 0x8f) == 0x08 && (flags & 0x20) == 0 && ((method << 8) | flags) % 31 == 0 => Packing.Zlib,
        _ => Packing.None,
    };

    private static Stream Unpack(Stream content, Packing packing)
    {
        content.Position = 0;
        return packing switch
        {
            Packing.Zlib => new ZLibStream(content, CompressionMode.Decompress, leaveOpen: true),
            Packing.Gzip => new GZipStream(content, CompressionMode.Decompress, leaveOpen: true),
            _ => content,
        };
    }
}
