using System.Buffers.Text;

namespace Damon.Sampler.Procfs;

/// <summary>Turns clock ticks since boot into times of day.</summary>
internal sealed class BootTime
{
    /// <summary>The kernel counts in 1/100 s towards programs (USER_HZ), whatever it uses itself.</summary>
    private const int TicksPerSecond = 100;

    private readonly DateTimeOffset _boot;

    /// <summary>
    /// Reads <c>btime</c> of <c>/proc/stat</c>, once: the kernel computes it from the clock, and a process's start time
    /// must not move when somebody sets it.
    /// </summary>
    /// <exception cref="IOException">There is no such line.</exception>
    public BootTime(string procRoot)
    {
        var path = Path.Combine(procRoot, "stat");
        if (!ProcFile.TryRead(path, out var text))
        {
            throw new IOException($"{path} can't be read: mount the proc file system there.");
        }

        var line = text.AsSpan();
        var at = line.IndexOf("\nbtime "u8);
        if (at < 0 || !Utf8Parser.TryParse(line[(at + "\nbtime "u8.Length)..], out long seconds, out _) || seconds < 0 || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds())
        {
            throw new IOException($"{path} has no btime: it is not the kernel's proc file system.");
        }

        _boot = DateTimeOffset.FromUnixTimeSeconds(seconds);
    }

    /// <summary>The time of day, to 10 ms.</summary>
    /// <param name="ticks">Clock ticks since boot, field 22 of <c>/proc/PID/stat</c>.</param>
    public DateTimeOffset At(ulong ticks)
    {
        const long length = TimeSpan.TicksPerSecond / TicksPerSecond;

        // What lies beyond the calendar is its end.
        return _boot.AddTicks((long)Math.Min(ticks, (ulong)((DateTimeOffset.MaxValue - _boot).Ticks / length)) * length);
    }
}
