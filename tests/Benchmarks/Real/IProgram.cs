using Damon.Sampler.Interop;

namespace Damon.Benchmarks.Real;

/// <summary>A program that was not made for us, under load.</summary>
internal interface IProgram : IDisposable
{
    string Name { get; }

    /// <summary>Its processes, those to monitor.</summary>
    IReadOnlyList<int> Pids { get; }

    /// <summary>Operations done so far: whatever it counts.</summary>
    double Operations();

    /// <summary>CPU time that they took, nanoseconds.</summary>
    double CpuNs() => Pids.Sum(pid => (double)ProcessClock.CpuNs(pid));

    /// <summary>Bytes accessed in a time, where that is known by construction; else null.</summary>
    double? Touched(double seconds) => null;

    /// <summary>Its hot part and by how much it is accessed more than the rest, where that is known by construction.</summary>
    (ulong Start, ulong End)? Hot => null;

    /// <summary>Memory it shares with others; empty for none.</summary>
    (ulong Start, ulong End) Shared => default;
}
