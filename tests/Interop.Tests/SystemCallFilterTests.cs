using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Damon.Confinement;

namespace Damon.Interop.Tests;

/// <summary>The filter in the kernel, on a thread of its own, with the numbers of the real headers.</summary>
public sealed partial class SystemCallFilterTests
{
    private const string Always = """
        ptrace syslog setuid setgid setreuid setregid setgroups setresuid setresgid setfsuid setfsgid capset mknod mknodat vhangup modify_ldt pivot_root
        adjtimex chroot acct settimeofday mount umount2 swapon swapoff reboot sethostname setdomainname iopl ioperm init_module delete_module quotactl
        clock_settime kexec_load add_key request_key keyctl migrate_pages unshare move_pages perf_event_open fanotify_init open_by_handle_at clock_adjtime
        setns process_vm_readv process_vm_writev kcmp finit_module kexec_file_load userfaultfd open_tree move_mount fsopen fsconfig fsmount fspick
        pidfd_getfd mount_setattr quotactl_fd process_mrelease
        """;

    private const string OfServers = "execve execveat bpf process_madvise";

    private static readonly uint[] UnixOnly = [1];

    private static readonly Lazy<Dictionary<string, uint>> Known = new(() => Ask(Split($"{Always} {OfServers}")));

    [Fact]
    public void RefusedCalls_AreThoseOfTheHeaders()
    {
        Assert.Equal(Numbers(Always).Values.Order(), RefusedCalls.Always.Order());
        Assert.Equal(Numbers(OfServers).Values.Order(), RefusedCalls.OfServers.Order());
    }

    [Fact]
    public void Filter_OnAThread_RefusesEachOfThem()
    {
        var errors = Confined(SystemCallFilter.Create(UnixOnly, RefusedCalls.OfServers), () =>
        {
            // Without the filter some of them would do harm.
            Assert.Contains("Seccomp:\t2", File.ReadAllLines("/proc/thread-self/status"));
            return Numbers($"{Always} {OfServers}").Where(call => (SystemCall(call.Value, -1, -1, -1), Marshal.GetLastPInvokeError()) != (-1, 1)).Select(call => call.Key).ToList();
        });

        Assert.Empty(errors);
    }

    [Fact]
    public void Filter_SocketsOfOtherFamilies_CannotBeMade()
    {
        var found = Confined(SystemCallFilter.Create(UnixOnly, []), () =>
        {
            using var allowed = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            return new[] { AddressFamily.InterNetwork, AddressFamily.InterNetworkV6, AddressFamily.Packet }
                .Select(family => Assert.Throws<SocketException>(() => new Socket(family, SocketType.Dgram, ProtocolType.Unspecified)).SocketErrorCode).ToList();
        });

        Assert.All(found, error => Assert.Equal(SocketError.AddressFamilyNotSupported, error));
    }

    [Fact]
    public void Filter_ThreadsAndProgramsAndOrdinaryCalls_Work()
    {
        var said = Confined(SystemCallFilter.Create(UnixOnly, []), () =>
        {
            var inner = new Thread(static () => { });
            inner.Start();
            inner.Join();
            return Tool.Run("cat", "/proc/self/status");
        });

        Assert.Contains("Seccomp:\t2", said, StringComparison.Ordinal);
        Assert.Contains("NoNewPrivs:\t1", said, StringComparison.Ordinal);
    }

    // Rights belong to threads: what this one gives up, ends with it.
    private static T Confined<T>(SystemCallFilter filter, Func<T> work)
    {
        Assert.SkipUnless(SystemCallFilter.IsKnownHere, "There is a filter for x86-64 only.");
        // By a compiler, which the thread could not start.
        _ = Known.Value;
        T? result = default;
        Exception? fault = null;
        var thread = new Thread(() =>
        {
            try
            {
                Assert.True(Native.SetNoNewPrivileges() && filter.SetForThread());
                result = work();
            }
            catch (Exception e)
            {
                fault = e;
            }
        });
        thread.Start();
        thread.Join();
        return fault is null ? result! : throw new InvalidOperationException(fault.Message, fault);
    }

    private static Dictionary<string, uint> Numbers(string names) => Split(names).ToDictionary(name => name, name => Known.Value[name]);

    private static string[] Split(string names) => names.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);

    private static Dictionary<string, uint> Ask(string[] names)
    {
        var program = Path.Combine(Path.GetTempPath(), $"damon-calls-{Environment.ProcessId}-{Guid.NewGuid():n}");
        try
        {
            File.WriteAllText($"{program}.c", "#include <stdio.h>\n#include <sys/syscall.h>\nint main(void) {\n"
                + string.Concat(names.Select(name => $"printf(\"{name} %d\\n\", SYS_{name});\n")) + "return 0; }\n");
            Tool.Run("gcc", "-o", program, $"{program}.c");
            return Tool.Run(program).Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split(' ')).ToDictionary(words => words[0], words => uint.Parse(words[1], CultureInfo.InvariantCulture));
        }
        finally
        {
            File.Delete(program);
            File.Delete($"{program}.c");
        }
    }

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SystemCall(long number, nint a, nint b, nint c);
}
