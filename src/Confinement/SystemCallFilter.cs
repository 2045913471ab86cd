using System.Runtime.InteropServices;

namespace Damon.Confinement;

/// <summary>
/// A seccomp filter: calls that a program never makes are refused with an error, which also those of a newer runtime or C library
/// stand better than an end. Only for x86-64; elsewhere there is none.
/// </summary>
public sealed class SystemCallFilter
{
    private const uint OffsetOfNumber = 0;
    private const uint OffsetOfArchitecture = 4;
    private const uint OffsetOfFirstArgument = 16;

    private const uint X8664 = 0xC000003E;
    private const uint FirstOfX32 = 0x40000000;

    private const uint Allow = 0x7FFF0000;
    private const uint KillProcess = 0x80000000;
    private const uint Error = 0x00050000;

    private const uint Socket = 41;
    private const uint SocketPair = 53;
    private const uint Clone = 56;
    private const uint Clone3 = 435;

    // CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET.
    private const uint NewNamespaces = 0x7E020000;

    // io_uring does what the filter refuses behind its back.
    private static readonly uint[] Rings = [425, 426, 427];

    private readonly FilterStep[] _steps;

    private SystemCallFilter(FilterStep[] steps) => _steps = steps;

    /// <summary>Whether there is one for this processor.</summary>
    public static bool IsKnownHere => RuntimeInformation.ProcessArchitecture == Architecture.X64;

    /// <summary>A filter that refuses <see cref="RefusedCalls.Always"/>, <paramref name="others"/>, and sockets of other families.</summary>
    /// <param name="families">Kinds of sockets that may be made (<c>AF_UNIX</c> is 1, <c>AF_INET</c> 2, <c>AF_INET6</c> 10).</param>
    /// <param name="others">Numbers of further calls.</param>
    public static SystemCallFilter Create(IReadOnlyList<uint> families, IReadOnlyList<uint> others)
    {
        List<FilterStep> steps =
        [
            FilterStep.Load(OffsetOfArchitecture),
            FilterStep.SkipIf(X8664, 1),
            FilterStep.Return(KillProcess),
            FilterStep.Load(OffsetOfNumber),
            FilterStep.UnlessAtLeast(FirstOfX32, 1),
            FilterStep.Return(Error | Native.ENOSYS),
        ];
        foreach (var call in RefusedCalls.Always.Concat(others))
        {
            steps.AddRange([FilterStep.Unless(call, 1), FilterStep.Return(Error | Native.EPERM)]);
        }

        // Its flags lie in memory, where no filter looks; the C library then takes the older call.
        foreach (var call in Rings.Append(Clone3))
        {
            steps.AddRange([FilterStep.Unless(call, 1), FilterStep.Return(Error | Native.ENOSYS)]);
        }

        steps.AddRange(
        [
            FilterStep.Unless(Clone, 4),
            FilterStep.Load(OffsetOfFirstArgument),
            FilterStep.UnlessAnyBit(NewNamespaces, 1),
            FilterStep.Return(Error | Native.EPERM),
            FilterStep.Return(Allow),
        ]);
        foreach (var call in new[] { Socket, SocketPair })
        {
            steps.AddRange([FilterStep.Unless(call, (byte)(families.Count + 3)), FilterStep.Load(OffsetOfFirstArgument)]);
            for (var i = 0; i < families.Count; i++)
            {
                steps.Add(FilterStep.SkipIf(families[i], (byte)(families.Count - i)));
            }

            steps.AddRange([FilterStep.Return(Error | Native.EAFNOSUPPORT), FilterStep.Return(Allow)]);
        }

        steps.Add(FilterStep.Return(Allow));
        return new SystemCallFilter([.. steps]);
    }

    /// <summary>Sets it for this thread and what it starts from now on.</summary>
    /// <returns>Whether the kernel takes it.</returns>
    public bool SetForThread() => Native.SetFilter(_steps, allThreads: false);

    /// <summary>Takes from all threads what new programs could give them (<c>no_new_privs</c>), and sets the filter for all.</summary>
    /// <returns>Whether the kernel takes it, or has one already that allows no other.</returns>
    public bool SetForProcess() => Native.SetNoNewPrivileges() && (Native.SetFilter(_steps, allThreads: true) || HasOther());

    // That of a unit or of a container may let no other be set.
    private static bool HasOther() => File.ReadLines("/proc/self/status").Contains("Seccomp:\t2");
}
