namespace Damon.Model.WorkingSets;

/// <summary>A working set size and how sure it is.</summary>
/// <param name="Bytes">The size, bytes.</param>
/// <param name="Error">Its standard error, bytes; null where none is known, as with damo's definition.</param>
/// <param name="Weight">How many snapshots it stands for.</param>
public readonly record struct WorkingSetFigure(long Bytes, long? Error = null, double Weight = 1);
