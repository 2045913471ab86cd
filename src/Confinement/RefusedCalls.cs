namespace Damon.Confinement;

/// <summary>Numbers of system calls of x86-64 (<c>asm/unistd_64.h</c>) that our programs never make.</summary>
public static class RefusedCalls
{
    /// <summary>Reading, changing or taking over other processes, mounts, namespaces, other users, kernel modules, the clock, keys.</summary>
    public static IReadOnlyList<uint> Always { get; } =
    [
        101, // ptrace
        103, // syslog
        105, 106, 113, 114, 116, 117, 119, 122, 123, // setuid, setgid, setreuid, setregid, setgroups, setresuid, setresgid, setfsuid, setfsgid
        126, // capset
        133, 259, // mknod, mknodat
        153, 154, 155, // vhangup, modify_ldt, pivot_root
        159, 161, 163, 164, // adjtimex, chroot, acct, settimeofday
        165, 166, 167, 168, 169, // mount, umount2, swapon, swapoff, reboot
        170, 171, 172, 173, // sethostname, setdomainname, iopl, ioperm
        175, 176, 179, // init_module, delete_module, quotactl
        227, 246, 248, 249, 250, // clock_settime, kexec_load, add_key, request_key, keyctl
        256, 272, 279, // migrate_pages, unshare, move_pages
        298, 300, 304, 305, // perf_event_open, fanotify_init, open_by_handle_at, clock_adjtime
        308, 310, 311, 312, 313, // setns, process_vm_readv, process_vm_writev, kcmp, finit_module
        320, 323, // kexec_file_load, userfaultfd
        428, 429, 430, 431, 432, 433, // open_tree, move_mount, fsopen, fsconfig, fsmount, fspick
        438, 442, 443, 448, // pidfd_getfd, mount_setattr, quotactl_fd, process_mrelease
    ];

    /// <summary>Starting other programs, BPF, and advice about other processes' memory.</summary>
    public static IReadOnlyList<uint> OfServers { get; } =
    [
        59, 322, // execve, execveat
        321, // bpf
        440, // process_madvise
    ];
}
