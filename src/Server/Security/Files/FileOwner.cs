using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Damon.Server.Security.Files;

/// <summary>Whose a file is, which .NET does not tell.</summary>
internal static partial class FileOwner
{
    private const int OfHandle = 0x1000; // AT_EMPTY_PATH
    private const uint WantedUid = 0x8; // STATX_UID
    private const int AnswerBytes = 256; // struct statx, the same on every architecture
    private const int UidOffset = 20; // stx_uid

    /// <summary>Whether an open file belongs to the user of this process.</summary>
    /// <exception cref="IOException">The kernel does not tell.</exception>
    public static bool IsSelf(SafeFileHandle file)
    {
        Span<byte> answer = stackalloc byte[AnswerBytes];
        return Statx(file, "", OfHandle, WantedUid, ref MemoryMarshal.GetReference(answer)) == 0
            ? MemoryMarshal.Read<uint>(answer[UidOffset..]) == EffectiveUid()
            : throw new IOException($"statx failed: {Marshal.GetLastPInvokeErrorMessage()}.");
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(SafeFileHandle folder, string path, int flags, uint mask, ref byte answer);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUid();
}
