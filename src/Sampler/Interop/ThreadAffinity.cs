using System.Runtime.InteropServices;

namespace Damon.Sampler.Interop;

/// <summary>Where a thread may run, and before whom.</summary>
internal static unsafe partial class ThreadAffinity
{
    /// <summary>Room for 8,192 processors, the most a kernel is built for.</summary>
    private const int MaskBytes = 1_024;

    private const int PriorityOfThread = 0;
    private const int HurriedNice = -10;

    /// <summary>Numbers of the processors the calling thread may run on, ascending; empty when that can't be read.</summary>
    internal static int[] Allowed()
    {
        var mask = stackalloc byte[MaskBytes];
        new Span<byte>(mask, MaskBytes).Clear();
        return GetAffinity(0, MaskBytes, mask) != 0 ? [] : [.. Numbers(new ReadOnlySpan<byte>(mask, MaskBytes))];
    }

    /// <summary>Keeps the calling thread on one processor from now on: only for threads that end with their work.</summary>
    /// <returns>Whether it could be done.</returns>
    internal static bool Pin(int processor)
    {
        var mask = stackalloc byte[MaskBytes];
        new Span<byte>(mask, MaskBytes).Clear();
        mask[processor / 8] = (byte)(1 << (processor % 8));
        return SetAffinity(0, MaskBytes, mask) == 0;
    }

    /// <summary>
    /// Puts the calling thread, and those it starts from now on, before others: ten levels of nice. Without the right to do
    /// so it changes nothing.
    /// </summary>
    internal static void Hurry() => _ = SetPriority(PriorityOfThread, 0, HurriedNice);

    private static List<int> Numbers(ReadOnlySpan<byte> mask)
    {
        var numbers = new List<int>();
        for (var i = 0; i < mask.Length * 8; i++)
        {
            if ((mask[i / 8] >> (i % 8) & 1) != 0)
            {
                numbers.Add(i);
            }
        }

        return numbers;
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int kind, int thread, int nice);

    [LibraryImport("libc", EntryPoint = "sched_getaffinity")]
    private static partial int GetAffinity(int thread, nuint size, byte* mask);

    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    private static partial int SetAffinity(int thread, nuint size, byte* mask);
}
