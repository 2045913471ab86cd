using System.Runtime.InteropServices;

namespace Damon.Sampler.Interop;

/// <summary><c>struct iovec</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct IoVector
{
    public ulong Base;
    public ulong Length;
}
