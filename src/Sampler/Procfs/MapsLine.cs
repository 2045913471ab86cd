using System.Buffers.Text;

namespace Damon.Sampler.Procfs;

/// <summary>One line of <c>/proc/PID/maps</c>.</summary>
internal readonly ref struct MapsLine
{
    /// <summary>The vsyscall page and whatever else lies in the kernel's half: a gate, not one of the process's mappings.</summary>
    private const ulong KernelHalf = 1UL << 63;

    /// <summary>First byte.</summary>
    public ulong Start { get; private init; }

    /// <summary>One past the last byte.</summary>
    public ulong End { get; private init; }

    /// <summary><c>rwxp</c> with dashes.</summary>
    public ReadOnlySpan<byte> Permissions { get; private init; }

    /// <summary>Where in its file it begins, bytes; 0 for anonymous memory.</summary>
    public ulong Offset { get; private init; }

    /// <summary>Its file: a number made of the device and the inode; 0 for anonymous memory.</summary>
    public ulong File { get; private init; }

    /// <summary>Path or name, as printed (line ends in paths as <c>\012</c>); empty when there is none.</summary>
    public ReadOnlySpan<byte> Name { get; private init; }

    /// <summary>Whether it lies outside the process's own address space.</summary>
    public bool IsGate => Start >= KernelHalf;

    /// <summary>Whether anything in it can be accessed.</summary>
    public bool IsAccessible => !Permissions[..3].SequenceEqual("---"u8);

    /// <summary>Whether it may be memory of several processes (MAP_SHARED).</summary>
    public bool IsShared => Permissions[3] == (byte)'s';

    /// <summary>Whether the kernel provides it (<c>[vdso]</c>, <c>[vvar]</c> …): it is the same for all.</summary>
    public bool IsProvided => Name.StartsWith("[v"u8);

    /// <summary>Reads a line without its line end; false when it is none.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out MapsLine line)
    {
        line = default;
        var rest = text;
        if (!TryHex(ref rest, (byte)'-', out var start) || !TryHex(ref rest, (byte)' ', out var end) || rest.Length < 4)
        {
            return false;
        }

        var permissions = rest[..4];
        rest = rest[4..];
        _ = TryHex(Field(ref rest), out var offset);
        var device = Field(ref rest);
        _ = Utf8Parser.TryParse(Field(ref rest), out ulong inode, out _);
        line = new MapsLine
        {
            Start = start,
            End = end,
            Permissions = permissions,
            Offset = offset,
            File = inode == 0 ? 0 : FileNumber(device, inode),
            Name = rest.TrimStart((byte)' '),
        };
        return end > start;
    }

    private static ReadOnlySpan<byte> Field(ref ReadOnlySpan<byte> rest)
    {
        rest = rest.TrimStart((byte)' ');
        var blank = rest.IndexOf((byte)' ');
        var field = blank < 0 ? rest : rest[..blank];
        rest = rest[field.Length..];
        return field;
    }

    // Inodes stay far below 2^40 on most file systems; where they do not, two files may look like one, which costs nothing but randomness.
    private static ulong FileNumber(ReadOnlySpan<byte> device, ulong inode)
    {
        var number = 0UL;
        foreach (var digit in device)
        {
            number = (number * 31) + digit;
        }

        return ((number << 40) ^ inode) | (1UL << 63);
    }

    private static bool TryHex(ReadOnlySpan<byte> text, out ulong value)
        => Utf8Parser.TryParse(text, out value, out var read, 'x') && read == text.Length;

    private static bool TryHex(ref ReadOnlySpan<byte> text, byte end, out ulong value)
    {
        value = 0;
        for (var i = 0; i < text.Length && i <= 16; i++)
        {
            var digit = text[i];
            if (digit == end)
            {
                text = text[(i + 1)..];
                return i > 0;
            }

            var nibble = digit switch
            {
                >= (byte)'0' and <= (byte)'9' => digit - '0',
                >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10,
                _ => -1,
            };
            if (nibble < 0)
            {
                return false;
            }

            value = (value << 4) | (uint)nibble;
        }

        return false;
    }
}
