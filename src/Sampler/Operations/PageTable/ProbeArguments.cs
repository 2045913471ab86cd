using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Damon.Sampler.Operations.PageTable;

/// <summary><c>struct damon_probe_args</c> of <c>Bpf/page_table.h</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ProbeArguments
{
    public KernelLayout Layout;
    public ulong Address;
    public SecretWords Secret;
    public ulong Pgd;
    public uint Pid;
    public uint ProvenDirectMap;
    public uint ProvenMemoryMap;
    public uint Padding;

    /// <summary>Random words that stand at the start of the probing process's own page.</summary>
    [InlineArray(4)]
    internal struct SecretWords
    {
        private ulong _first;
    }
}
