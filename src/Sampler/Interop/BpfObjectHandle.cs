using System.Runtime.InteropServices;

namespace Damon.Sampler.Interop;

/// <summary>Owns a <c>struct bpf_object</c>: closing it unloads its programs and frees its maps.</summary>
internal sealed class BpfObjectHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        LibBpf.Close(handle);
        return true;
    }
}
