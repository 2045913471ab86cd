namespace Damon.Server.Imports.Formats;

/// <summary>What a file tells of a whole record.</summary>
/// <param name="Record">The record's index in the file, from 0.</param>
internal sealed record RecordHead(int Record) : RecordPart(Record)
{
    /// <summary>What was monitored, in digits: a process's address in the kernel, or an index; null for physical memory.</summary>
    public string? TargetId { get; set; }

    /// <summary>Number of the kernel thread that monitored; null when not told.</summary>
    public long? Kdamond { get; set; }

    /// <summary>Number of the monitoring context; null when not told.</summary>
    public long? Context { get; set; }

    /// <summary>The intervals; null when not told.</summary>
    public RecordIntervals? Intervals { get; set; }
}
