namespace Damon.Model.Changes;

/// <summary>A mapping has come, grown, shrunk or gone.</summary>
/// <param name="FromUs">When that began to show, Unix microseconds.</param>
/// <param name="ToUs">When it was over, Unix microseconds.</param>
/// <param name="Before">Bytes before; 0 where it was not there.</param>
/// <param name="After">Bytes after; 0 where it is gone.</param>
public readonly record struct SizeChange(long FromUs, long ToUs, ulong Before, ulong After)
{
    /// <summary>By how much.</summary>
    public ulong Bytes => Math.Max(Before, After) - Math.Min(Before, After);
}
