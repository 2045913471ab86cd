using System.Buffers.Text;

namespace Damon.Sampler.Procfs;

/// <summary>What Damon needs of <c>/proc/PID/status</c>.</summary>
/// <param name="Uid">Effective user id.</param>
/// <param name="ResidentBytes">Resident memory, bytes; null when the process has no memory of its own.</param>
internal readonly record struct ProcessStatus(uint Uid, long? ResidentBytes)
{
    /// <summary>Reads the file's text.</summary>
    public static ProcessStatus Parse(ReadOnlySpan<byte> text)
    {
        uint uid = 0;
        long? resident = null;
        foreach (var range in text.Split((byte)'\n'))
        {
            var line = text[range];
            if (line.StartsWith("Uid:"u8))
            {
                // Real, effective, saved, file system.
                uid = (uint)Number(AfterNumber(line["Uid:"u8.Length..]));
            }
            else if (line.StartsWith("VmRSS:"u8))
            {
                resident = Number(line["VmRSS:"u8.Length..]) * 1_024;
                break;
            }
        }

        return new ProcessStatus(uid, resident);
    }

    private static long Number(ReadOnlySpan<byte> text)
        => Utf8Parser.TryParse(text.TrimStart(" \t"u8), out long number, out _) ? number : 0;

    private static ReadOnlySpan<byte> AfterNumber(ReadOnlySpan<byte> text)
    {
        var trimmed = text.TrimStart(" \t"u8);
        var end = trimmed.IndexOfAny(" \t"u8);
        return end < 0 ? [] : trimmed[end..];
    }
}
