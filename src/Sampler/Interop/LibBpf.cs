using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Damon.Sampler.Interop;

/// <summary>The calls of libbpf 1.x (<c>bpf/libbpf.h</c>) that loading and running one program take. C names stay here.</summary>
internal static unsafe partial class LibBpf
{
    /// <summary>The library's file name, as Debian's package libbpf1 installs it.</summary>
    internal const string Library = "libbpf.so.1";

    [LibraryImport(Library, EntryPoint = "libbpf_set_print")]
    internal static partial nint SetPrint(delegate* unmanaged[Cdecl]<int, byte*, nint, int> print);

    [LibraryImport(Library, EntryPoint = "bpf_object__open_mem", SetLastError = true)]
    internal static partial BpfObjectHandle OpenMemory(byte* image, nuint size, nint options);

    [LibraryImport(Library, EntryPoint = "bpf_object__load")]
    internal static partial int Load(BpfObjectHandle handle);

    [LibraryImport(Library, EntryPoint = "bpf_object__close")]
    internal static partial void Close(nint handle);

    [LibraryImport(Library, EntryPoint = "bpf_object__find_program_by_name", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint FindProgram(BpfObjectHandle handle, string name);

    [LibraryImport(Library, EntryPoint = "bpf_program__fd")]
    internal static partial int ProgramFd(nint program);

    [LibraryImport(Library, EntryPoint = "bpf_object__find_map_by_name", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint FindMap(BpfObjectHandle handle, string name);

    [LibraryImport(Library, EntryPoint = "bpf_map__fd")]
    internal static partial int MapFd(nint map);

    [LibraryImport(Library, EntryPoint = "bpf_map__set_max_entries")]
    internal static partial int SetMaxEntries(nint map, uint entries);

    // No marshalling, no GC transition bookkeeping beyond the usual: this is the one call of every sampling tick.
    [LibraryImport(Library, EntryPoint = "bpf_prog_test_run_opts")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static partial int TestRun(int programFd, BpfTestRunOptions* options);
}
