using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.IO.Pipelines;

namespace Damon.Server.Imports.Formats.Binary;

/// <summary>Reads little-endian numbers, and knows where it is.</summary>
/// <param name="input">The file.</param>
/// <param name="cancellation">Ends the reading.</param>
internal sealed class BinaryInput(PipeReader input, CancellationToken cancellation)
{
    private const int RegionSize = 20;

    /// <summary>Bytes read.</summary>
    public long At { get; private set; }

    /// <summary>Whether nothing is left.</summary>
    public async ValueTask<bool> IsAtEndAsync()
    {
        var read = await input.ReadAtLeastAsync(1, cancellation);
        input.AdvanceTo(read.Buffer.Start);
        return read.Buffer.IsEmpty;
    }

    /// <summary>Leaves bytes out.</summary>
    /// <exception cref="RecordFaultException">The file ends before.</exception>
    public async ValueTask SkipAsync(int count) => await TakeAsync(count, static _ => 0);

    /// <summary>A number of 32 bits.</summary>
    /// <exception cref="RecordFaultException">The file ends before.</exception>
    public ValueTask<uint> Number32Async() => TakeAsync(sizeof(uint), static bytes => BinaryPrimitives.ReadUInt32LittleEndian(bytes));

    /// <summary>A number of 64 bits.</summary>
    /// <exception cref="RecordFaultException">The file ends before.</exception>
    public ValueTask<ulong> Number64Async() => TakeAsync(sizeof(ulong), static bytes => BinaryPrimitives.ReadUInt64LittleEndian(bytes));

    /// <summary>A region.</summary>
    /// <exception cref="RecordFaultException">The file ends before.</exception>
    public async ValueTask<RecordedRegion> RegionAsync()
    {
        var at = At;
        var region = await TakeAsync(RegionSize, static bytes => new RecordedRegion
        {
            Start = BinaryPrimitives.ReadUInt64LittleEndian(bytes),
            End = BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]),
            Samples = BinaryPrimitives.ReadUInt32LittleEndian(bytes[16..]),
        });
        region.At = at;
        return region;
    }

    private async ValueTask<T> TakeAsync<T>(int size, Func<ReadOnlySpan<byte>, T> take)
    {
        var read = await input.ReadAtLeastAsync(size, cancellation);
        if (read.Buffer.Length < size)
        {
            throw RecordFaultException.At(string.Create(CultureInfo.InvariantCulture, $"byte {At + read.Buffer.Length}"), "the file ends within a snapshot");
        }

        var value = Take(read.Buffer.Slice(0, size), take);
        input.AdvanceTo(read.Buffer.GetPosition(size));
        At += size;
        return value;
    }

    private static T Take<T>(in ReadOnlySequence<byte> buffer, Func<ReadOnlySpan<byte>, T> take)
        => take(buffer.IsSingleSegment ? buffer.FirstSpan : buffer.ToArray());
}
