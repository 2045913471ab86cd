using System.Runtime.InteropServices;

namespace Damon.Sampler.Interop;

/// <summary><c>struct timespec</c>: a time as the kernel's calls take and give it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct Timespec(long Seconds, long Nanoseconds)
{
    private const long NsPerSecond = 1_000_000_000;

    /// <summary>The same in nanoseconds.</summary>
    public long Ns => (Seconds * NsPerSecond) + Nanoseconds;

    /// <summary>So many nanoseconds.</summary>
    public static Timespec Of(long ns) => new(ns / NsPerSecond, ns % NsPerSecond);
}
