using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Damon.Server.Imports.Formats.Json;

/// <summary>damo's JSON, in every layout since 2023: a list of records.</summary>
internal sealed class JsonRecordFormat : IRecordFormat
{
    private const int BufferSize = 1 << 16;

    /// <summary>Longest single value: it must be in memory as a whole.</summary>
    private const int LongestValue = 1 << 20;

    public string Name => "JSON";

    public bool Fits(ReadOnlySpan<byte> start)
        => start.TrimStart(" \t\r\n"u8) is [(byte)'[' or (byte)'{', ..];

    public async IAsyncEnumerable<RecordPart> ReadAsync(Stream content, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var input = PipeReader.Create(content, new StreamPipeReaderOptions(bufferSize: BufferSize, minimumReadSize: BufferSize / 4, leaveOpen: true));
        var walk = new JsonRecordWalk();
        var state = default(JsonReaderState);
        var told = new List<RecordPart>();
        var isLast = false;
        while (!isLast)
        {
            var read = await input.ReadAsync(cancellation);
            isLast = read.IsCompleted;
            var used = Walk(read.Buffer, isLast, ref state, walk, told);
            foreach (var part in told)
            {
                yield return part;
            }

            told.Clear();
            var left = read.Buffer.Slice(used);
            if (left.Length > LongestValue)
            {
                throw new RecordFaultException($"a single value is longer than {LongestValue} bytes");
            }

            input.AdvanceTo(left.Start, left.End);
        }

        await input.CompleteAsync();
    }

    private static long Walk(in ReadOnlySequence<byte> buffer, bool isLast, ref JsonReaderState state, JsonRecordWalk walk, List<RecordPart> told)
    {
        var json = new Utf8JsonReader(buffer, isLast, state);
        try
        {
            while (json.Read())
            {
                if (walk.Take(ref json) is { } part)
                {
                    told.Add(part);
                }
            }
        }
        catch (JsonException e)
        {
            throw RecordFaultException.At(Place(e), isLast && !walk.IsOver ? "the file ends too early, or is no JSON there" : "this is no JSON");
        }

        state = json.CurrentState;
        return json.BytesConsumed;
    }

    private static string Place(JsonException e)
        => string.Create(CultureInfo.InvariantCulture, $"line {(e.LineNumber ?? 0) + 1}, byte {(e.BytePositionInLine ?? 0) + 1}");
}
