using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Damon.Server.Imports.Formats.Traces;

/// <summary>A line of <c>perf script</c>: <c>kdamond.0 1234 [003] 12.345678: damon:damon_aggregated: target_id=0 nr_regions=11 4096-8192: 3 12</c>.</summary>
internal ref struct TraceLine
{
    private ReadOnlySpan<byte> _rest;

    private TraceLine(ReadOnlySpan<byte> line) => _rest = line;

    /// <summary>What it tells of.</summary>
    public TraceEvent Event { get; private set; }

    /// <summary>The thread that told: its first field.</summary>
    public ReadOnlySpan<byte> Thread { get; private set; }

    /// <summary>When, nanoseconds.</summary>
    public long TimeNs { get; private set; }

    /// <summary>Of which target; null for physical memory.</summary>
    public ulong? Target { get; private set; }

    /// <summary>How many regions the target has, each on a line.</summary>
    public long Regions { get; private set; }

    /// <summary>The region.</summary>
    public RecordedRegion Region { get; private set; }

    /// <summary>The new sampling interval, microseconds.</summary>
    public long SamplingUs { get; private set; }

    /// <summary>Reads a line; those of other events, comments and empty ones tell of nothing.</summary>
    /// <param name="text">Without its end.</param>
    /// <param name="number">Its number, from 1, for messages.</param>
    /// <exception cref="RecordFaultException">It should tell of a region, and does not.</exception>
    public static TraceLine Read(ReadOnlySpan<byte> text, long number)
    {
        var line = new TraceLine(text);
        line.Thread = line.Next();
        ReadOnlySpan<byte> time = default;
        var field = line.Thread;
        while (!field.IsEmpty && (line.Event = EventOf(field)) == TraceEvent.None)
        {
            time = field;
            field = line.Next();
        }

        switch (line.Event)
        {
            case TraceEvent.Aggregated:
                line.TimeNs = TimeOf(time) ?? throw Fault(number, $"'{Encoding.UTF8.GetString(time)}' before the event's name is no time in seconds");
                line.ReadRegion(number);
                break;
            case TraceEvent.IntervalsTuned:
                line.SamplingUs = TryNumber(line.Next(), "sample_us="u8, out var us) && us <= long.MaxValue ? (long)us : throw Fault(number, "the event has no 'sample_us='");
                break;
        }

        return line;
    }

    private static TraceEvent EventOf(ReadOnlySpan<byte> field)
        => field.SequenceEqual("damon:damon_aggregated:"u8) || field.SequenceEqual("damon_aggregated:"u8) ? TraceEvent.Aggregated
            : field.SequenceEqual("damon:damos_before_apply:"u8) || field.SequenceEqual("damos_before_apply:"u8) ? TraceEvent.BeforeApply
            : field.SequenceEqual("damon:damon_monitor_intervals_tune:"u8) || field.SequenceEqual("damon_monitor_intervals_tune:"u8) ? TraceEvent.IntervalsTuned
            : TraceEvent.None;

    private static RecordFaultException Fault(long number, string what)
        => RecordFaultException.At(string.Create(CultureInfo.InvariantCulture, $"line {number}"), what);

    /// <summary>Seconds with a colon behind; exact, which a floating-point number of so many digits is not.</summary>
    private static long? TimeOf(ReadOnlySpan<byte> field)
        => field is [.., (byte)':']
            && decimal.TryParse(field[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            && seconds < long.MaxValue / 1_000_000_000
            ? (long)(seconds * 1_000_000_000)
            : null;

    private static bool TryNumber(ReadOnlySpan<byte> field, ReadOnlySpan<byte> name, out ulong value)
    {
        value = 0;
        return field.StartsWith(name) && TryWhole(field[name.Length..], out value);
    }

    private static bool TryWhole(ReadOnlySpan<byte> text, out ulong value) => Utf8Parser.TryParse(text, out value, out var used) && used == text.Length;

    private void ReadRegion(long number)
    {
        // damo writes a target that has no id so.
        var field = Next();
        var hasTarget = TryNumber(field, "target_id="u8, out var target);
        if ((!hasTarget && !field.SequenceEqual("target_id=None"u8)) || !TryNumber(Next(), "nr_regions="u8, out var regions) || regions > long.MaxValue)
        {
            throw Fault(number, "the event has no 'target_id=' and 'nr_regions=' with a number");
        }

        var range = Next();
        var dash = range.IndexOf((byte)'-');
        if (dash < 0 || range[^1] != ':' || !TryWhole(range[..dash], out var start) || !TryWhole(range[(dash + 1)..^1], out var end))
        {
            throw Fault(number, $"'{Encoding.UTF8.GetString(range)}' is no range of addresses such as 4096-8192:");
        }

        var accesses = Next();
        if (!Utf8Parser.TryParse(accesses, out long samples, out var used) || used != accesses.Length)
        {
            throw Fault(number, $"'{Encoding.UTF8.GetString(accesses)}' is no number of accesses");
        }

        // Old kernels tell no age; new ones tell more behind it.
        var age = Utf8Parser.TryParse(Next(), out long intervals, out _) ? (long?)intervals : null;
        (Target, Regions) = (hasTarget ? target : null, (long)regions);
        Region = new RecordedRegion { Start = start, End = end, Samples = samples, Age = age, At = number };
    }

    private ReadOnlySpan<byte> Next()
    {
        _rest = _rest.TrimStart(" \t\r"u8);
        var end = _rest.IndexOfAny(" \t\r"u8);
        var field = end < 0 ? _rest : _rest[..end];
        _rest = _rest[field.Length..];
        return field;
    }
}
