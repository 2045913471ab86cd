using System.Globalization;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Damon.Server.Imports.Formats.Binary;

/// <summary>
/// What DAMON itself wrote until 2021, little-endian: <c>damon_recfmt_ver</c> and a version (32 bits), 1 or 2. Then for each
/// aggregation interval seconds and nanoseconds (64 bits each) and the number of targets (32 bits); for each of these its id
/// (32 bits in version 1, else 64) and number of regions (32 bits); for each of these start, end (64 bits) and nr_accesses (32 bits).
/// </summary>
internal sealed class BinaryRecordFormat : IRecordFormat
{
    private const int BufferSize = 1 << 16;
    private const int NanosecondsPerSecond = 1_000_000_000;

    public string Name => "binary record";

    private static ReadOnlySpan<byte> Mark => "damon_recfmt_ver"u8;

    public bool Fits(ReadOnlySpan<byte> start) => start.StartsWith(Mark);

    public async IAsyncEnumerable<RecordPart> ReadAsync(Stream content, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var input = new BinaryInput(PipeReader.Create(content, new StreamPipeReaderOptions(bufferSize: BufferSize, leaveOpen: true)), cancellation);
        await input.SkipAsync(Mark.Length);
        var version = await input.Number32Async();
        if (version is not (1 or 2))
        {
            throw new RecordFaultException($"it is a binary record of version {version}; versions 1 and 2 can be read");
        }

        var targets = new Dictionary<ulong, (int Record, long Snapshots)>();
        while (!await input.IsAtEndAsync())
        {
            var at = input.At;
            var (seconds, nanoseconds) = (await input.Number64Async(), await input.Number64Async());
            if (seconds > (long.MaxValue / NanosecondsPerSecond) - 1 || nanoseconds >= NanosecondsPerSecond)
            {
                throw RecordFaultException.At(Place(at), $"{seconds} s and {nanoseconds} ns are no time");
            }

            for (var left = await input.Number32Async(); left > 0; left--)
            {
                at = input.At;
                var id = version == 1 ? await input.Number32Async() : await input.Number64Async();
                if (!targets.TryGetValue(id, out var target))
                {
                    target = (targets.Count, 0);
                    yield return new RecordHead(target.Record) { TargetId = id.ToString(CultureInfo.InvariantCulture) };
                }

                target.Snapshots++;
                targets[id] = target;
                var snapshot = new RecordedSnapshot(target.Record, target.Snapshots)
                {
                    EndNs = ((long)seconds * NanosecondsPerSecond) + (long)nanoseconds,
                    Places = PlaceKind.Byte,
                };
                var regions = await input.Number32Async();
                if (regions > RegionChecks.Most)
                {
                    throw RecordFaultException.At(Place(at), RegionChecks.TooMany);
                }

                for (var i = 0; i < regions; i++)
                {
                    snapshot.Regions.Add(await input.RegionAsync());
                }

                yield return snapshot;
            }
        }
    }

    private static string Place(long at) => string.Create(CultureInfo.InvariantCulture, $"byte {at}");
}
