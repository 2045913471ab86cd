using System.Globalization;

namespace Damon.Sampler.Procfs;

/// <summary>Reads the lines of <c>/proc/PID/maps</c> into a buffer of its own. Used by one thread at a time.</summary>
internal sealed class MapsReader(string procRoot)
{
    private byte[] _buffer = new byte[64 * 1024];

    /// <summary>The text of the last <see cref="TryRead"/>; valid until the next.</summary>
    public ReadOnlySpan<byte> Text => _buffer.AsSpan(0, Length);

    private int Length { get; set; }

    /// <summary>Reads the whole text; false when the process is gone, has no memory or may not be read.</summary>
    public bool TryRead(int pid)
    {
        Length = 0;
        using var file = ProcFile.TryOpen(Path.Combine(procRoot, pid.ToString(CultureInfo.InvariantCulture), "maps"));
        if (file is null)
        {
            return false;
        }

        while (true)
        {
            if (Length == _buffer.Length)
            {
                Array.Resize(ref _buffer, _buffer.Length * 2);
            }

            var read = ProcFile.Read(file, _buffer.AsSpan(Length), Length);
            if (read <= 0)
            {
                return Length > 0;
            }

            Length += read;
        }
    }

    /// <summary>Takes the next line off <paramref name="text"/>; lines that are none are passed over.</summary>
    public static bool TryNext(scoped ref ReadOnlySpan<byte> text, out MapsLine line)
    {
        while (!text.IsEmpty)
        {
            var end = text.IndexOf((byte)'\n');
            var current = end < 0 ? text : text[..end];
            text = end < 0 ? [] : text[(end + 1)..];
            if (MapsLine.TryParse(current, out line))
            {
                return true;
            }
        }

        line = default;
        return false;
    }
}
