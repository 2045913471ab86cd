using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Damon.Server.Imports.Formats.Traces;

/// <summary>What <c>perf script</c> makes of the kernel's trace events, a line a region; and what damo writes like it.</summary>
internal sealed class TraceRecordFormat : IRecordFormat
{
    private const int BufferSize = 1 << 16;

    /// <summary>A line has some hundred bytes.</summary>
    private const int LongestLine = 1 << 16;

    public string Name => "text of perf script";

    /// <summary>Any text is taken for one; what has no event is refused when it has been read.</summary>
    public bool Fits(ReadOnlySpan<byte> start) => start.Length > 0 && start.IndexOfAnyInRange((byte)0, (byte)8) < 0;

    public async IAsyncEnumerable<RecordPart> ReadAsync(Stream content, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var input = PipeReader.Create(content, new StreamPipeReaderOptions(bufferSize: BufferSize, minimumReadSize: BufferSize / 4, leaveOpen: true));
        var walk = new TraceWalk();
        var told = new List<RecordPart>();
        var isLast = false;
        while (!isLast)
        {
            var read = await input.ReadAsync(cancellation);
            isLast = read.IsCompleted;
            var left = Walk(read.Buffer, isLast, walk, told);
            foreach (var part in told)
            {
                yield return part;
            }

            told.Clear();
            if (left.Length > LongestLine)
            {
                throw RecordFaultException.At(walk.NextPlace, $"a line is longer than {LongestLine} bytes; this is no text of perf script");
            }

            input.AdvanceTo(left.Start, left.End);
        }

        walk.End();
        await input.CompleteAsync();
    }

    private static ReadOnlySequence<byte> Walk(ReadOnlySequence<byte> buffer, bool isLast, TraceWalk walk, List<RecordPart> told)
    {
        var reader = new SequenceReader<byte>(buffer);
        while (reader.TryReadTo(out ReadOnlySequence<byte> line, (byte)'\n'))
        {
            walk.Take(line.IsSingleSegment ? line.FirstSpan : line.ToArray(), told);
        }

        if (isLast && reader.Remaining > 0)
        {
            walk.Take(reader.UnreadSequence.ToArray(), told);
            return buffer.Slice(buffer.End);
        }

        return reader.UnreadSequence;
    }
}
