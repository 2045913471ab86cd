using System.Buffers.Binary;
using Damon.Fuzz.Engine;
using Damon.Model.Addresses;
using Damon.Sampler.Operations.Ranges;
using Damon.Sampler.Procfs;
using Damon.Sampler.Procfs.Uses;

namespace Damon.Fuzz.Procfs;

/// <summary>Mappings of a process, as text and as the kernel's answers to questions. Nothing of it is refused: what is no mapping is passed over.</summary>
internal static class MapsTargets
{
    private const int AnswerSize = 16;

    private static readonly ProgramHints[] Programs =
    [
        new("postgres", "postgres -D /data", []),
        new("java", "java -Xmx4g -XX:MaxHeapSize=999999999999t Main", [0x7f12_0000_1000, ulong.MaxValue, 0]),
        new("", "", [1UL << 63]),
    ];

    private static readonly string[] Words =
        [" rw-p ", " r-xp ", " ---p ", " rw-s ", "00000000 00:00 0", "[heap]", "[stack]", "[anon: glibc: malloc arena]", "/dev/zero (deleted)", "/memfd:java_heap (deleted)", "/SYSV00000000 (deleted)", "libjvm.so", "classes.jsa", "\\012", "\n", "-"];

    public static IFuzzTarget Maps() => new FuzzTarget<OperationCanceledException>("maps", "/proc/PID/maps", ReadMaps, Words);

    public static IFuzzTarget Answers() => new FuzzTarget<OperationCanceledException>(
        "mapping-answers", "the kernel's answers about single addresses", ReadAnswers, [], Layouts, 3_000);

    private static string ReadMaps(byte[] text)
    {
        var mappings = MappingTable.Parse(text);
        foreach (var program in Programs)
        {
            var used = MappingUses.Of(mappings, program);
            Require(used.Length == mappings.Length, "a mapping has come or gone with its use");
        }

        ReadOnlySpan<byte> rest = text;
        var (search, known) = (new ThreeRegions(), 0);
        while (MapsReader.TryNext(ref rest, out var line))
        {
            Require(line.End > line.Start, "a mapping is empty");
            _ = (line.IsAccessible, line.IsShared, line.IsProvided);
            known += line.IsGate ? 0 : 1;
            if (!line.IsGate)
            {
                search.Add(line.Start, line.End);
            }
        }

        Span<AddressRange> ranges = stackalloc AddressRange[3];
        return $"{Math.Min(known, 4)} {search.TryFinish(ranges)}";
    }

    private static string ReadAnswers(byte[] answers)
    {
        var search = new GapSearch();
        Span<AddressRange> ranges = stackalloc AddressRange[3];
        var result = search.Search(new Answering(answers), ranges);

        // Finding the highest mapping halves the address space, which is not counted against the bound.
        Require(search.Probes <= GapSearch.DefaultMaxProbes + 200, $"{search.Probes} questions were asked");
        return result.ToString();
    }

    private static IEnumerable<byte[]> Layouts()
    {
        AddressRange[] common = [new(0x40_0000, 0x50_0000), new(0x55_0000_0000, 0x55_0010_0000), new(0x7f00_0000_0000, 0x7f00_0100_0000), new(0x7ffc_0000_0000, 0x7ffc_0002_1000)];
        AddressRange[] equal = [.. Enumerable.Range(1, 64).Select(static i => new AddressRange((ulong)i << 21, ((ulong)i << 21) + 4_096))];
        foreach (var layout in new[] { common, equal })
        {
            var bytes = new byte[layout.Length * AnswerSize];
            for (var i = 0; i < layout.Length; i++)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(i * AnswerSize), layout[i].Start);
                BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan((i * AnswerSize) + 8), layout[i].End);
            }

            yield return bytes;
        }
    }

    private static void Require(bool isSo, string otherwise)
    {
        if (!isSo)
        {
            throw new InvalidDataException(otherwise);
        }
    }

    /// <summary>Answers with the first of the mappings told that ends above an address: whatever order they are in.</summary>
    private sealed class Answering(byte[] answers) : IMappingProbe
    {
        public bool TryFind(ulong address, out AddressRange mapping)
        {
            for (var at = 0; at + AnswerSize <= answers.Length; at += AnswerSize)
            {
                mapping = new AddressRange(BinaryPrimitives.ReadUInt64LittleEndian(answers.AsSpan(at)), BinaryPrimitives.ReadUInt64LittleEndian(answers.AsSpan(at + 8)));
                if (mapping.End > address && mapping.End > mapping.Start)
                {
                    return true;
                }
            }

            mapping = default;
            return false;
        }
    }
}
