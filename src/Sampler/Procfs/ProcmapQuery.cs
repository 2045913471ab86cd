using System.Runtime.InteropServices;

namespace Damon.Sampler.Procfs;

/// <summary><c>struct procmap_query</c> of linux/fs.h (Linux 6.11).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ProcmapQuery
{
    /// <summary><c>PROCMAP_QUERY</c>: <c>_IOWR('f', 17, struct procmap_query)</c>.</summary>
    public const nuint Request = 0xC068_6611;

    /// <summary><c>PROCMAP_QUERY_COVERING_OR_NEXT_VMA</c>.</summary>
    public const ulong CoveringOrNext = 0x10;

    /// <summary>Bytes of the structure.</summary>
    public ulong Size;

    /// <summary>What is asked.</summary>
    public ulong QueryFlags;

    /// <summary>The address asked about.</summary>
    public ulong QueryAddress;

    /// <summary>Answer: first byte of the mapping.</summary>
    public ulong Start;

    /// <summary>Answer: one past its last byte.</summary>
    public ulong End;

    /// <summary>Answer: permissions.</summary>
    public ulong Flags;

    /// <summary>Answer: page size.</summary>
    public ulong PageSize;

    /// <summary>Answer: offset in the file.</summary>
    public ulong Offset;

    /// <summary>Answer: the file's inode.</summary>
    public ulong Inode;

    /// <summary>Answer: the file's device, major number.</summary>
    public uint DeviceMajor;

    /// <summary>Answer: the file's device, minor number.</summary>
    public uint DeviceMinor;

    /// <summary>Room for the name; 0 when it is not wanted.</summary>
    public uint NameSize;

    /// <summary>Room for the build id; 0 when it is not wanted.</summary>
    public uint BuildIdSize;

    /// <summary>Where to write the name.</summary>
    public ulong NameAddress;

    /// <summary>Where to write the build id.</summary>
    public ulong BuildIdAddress;
}
