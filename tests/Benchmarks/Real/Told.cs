namespace Damon.Benchmarks.Real;

/// <summary>What a program had done at a moment, and the CPU time it had taken by then, nanoseconds.</summary>
internal sealed record Told(double Operations, double CpuNs);
