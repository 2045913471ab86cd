using System.Text;
using Damon.Model.Monitoring;

namespace Damon.Sampler.Procfs;

/// <summary>A process's mappings, told when they have changed.</summary>
/// <param name="reader">Reads them; may be that of other tables, too, which are used by the same thread.</param>
/// <param name="pid">The process.</param>
internal sealed class MappingTable(MapsReader reader, int pid)
{
    private byte[] _lastText = [];

    /// <summary>The mappings, when they differ from those of the last call; null when they don't, or can't be read.</summary>
    public MappingFacts[]? ReadWhenChanged()
    {
        if (!reader.TryRead(pid) || reader.Text.SequenceEqual(_lastText))
        {
            return null;
        }

        _lastText = reader.Text.ToArray();
        return Parse(_lastText);
    }

    /// <summary>Reads a text of <c>/proc/PID/maps</c>.</summary>
    public static MappingFacts[] Parse(ReadOnlySpan<byte> text)
    {
        var mappings = new List<MappingFacts>();
        var name = "";
        var nameText = ReadOnlySpan<byte>.Empty;
        while (MapsReader.TryNext(ref text, out var line))
        {
            // Neighbours mostly carry the same name: one string for all.
            if (!line.Name.SequenceEqual(nameText))
            {
                nameText = line.Name;
                name = Unescape(Encoding.UTF8.GetString(nameText));
            }

            mappings.Add(new MappingFacts(line.Start, line.End, PermissionText(line.Permissions), name, KindOf(name)));
        }

        return [.. mappings];
    }

    /// <summary>What a mapping of this name is.</summary>
    public static MappingKind KindOf(string name) => name switch
    {
        "" => MappingKind.Anonymous,
        "[heap]" => MappingKind.Heap,
        _ when name.StartsWith("[stack", StringComparison.Ordinal) => MappingKind.Stack,
        _ when name.StartsWith("[anon", StringComparison.Ordinal) => MappingKind.NamedAnonymous,
        ['[', ..] => MappingKind.Vdso,
        _ => MappingKind.File,
    };

    private static string PermissionText(ReadOnlySpan<byte> text) => text switch
    {
        _ when text.SequenceEqual("rw-p"u8) => "rw-p",
        _ when text.SequenceEqual("r--p"u8) => "r--p",
        _ when text.SequenceEqual("r-xp"u8) => "r-xp",
        _ when text.SequenceEqual("---p"u8) => "---p",
        _ => Encoding.ASCII.GetString(text),
    };

    // The kernel prints line ends in paths as \012, and nothing else that way.
    private static string Unescape(string name) => name.Replace("\\012", "\n", StringComparison.Ordinal);
}
