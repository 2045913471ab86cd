using System.Runtime.InteropServices;

namespace Damon.EndToEnd.Tests.Machine;

/// <summary>System calls of the tests, under their C names.</summary>
internal static partial class Libc
{
    public const int SigInt = 2;
    public const int SigKill = 9;
    public const int SigTerm = 15;
    public const int SigContinue = 18;
    public const int SigStop = 19;

    [LibraryImport("libc", EntryPoint = "kill")]
    internal static partial int Kill(int pid, int signal);
}
