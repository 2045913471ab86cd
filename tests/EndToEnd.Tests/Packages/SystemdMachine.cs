using CliWrap.Buffered;

namespace Damon.EndToEnd.Tests.Packages;

/// <summary>
/// A minimal Debian with systemd as its first process, in namespaces of its own for everything but the network. Its file
/// system is an overlay: what it changes is in a folder of the test's.
/// </summary>
internal sealed class SystemdMachine : IAsyncDisposable
{
    private const int SigRtMin = 34;

    /// <summary>What systemd in a container takes for the order to end.</summary>
    private const int Halt = SigRtMin + 3;

    private static readonly string[] Environment =
        ["env", "-i", "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root", "LANG=C.UTF-8", "DEBIAN_FRONTEND=noninteractive"];

    private readonly string _folder;
    private readonly string _group;
    private RunningProgram? _program;
    private string _pid = "";

    private SystemdMachine(string folder)
    {
        _folder = folder;
        _group = "damon-test." + Path.GetFileName(Path.GetDirectoryName(folder));
        foreach (var name in new[] { "changes", "scratch", "root", "groups" })
        {
            Directory.CreateDirectory(Path.Combine(folder, name));
        }
    }

    /// <summary>Makes one and waits until it has started.</summary>
    /// <param name="folder">Where it may keep things.</param>
    /// <param name="baseFolder">A minimal Debian, which is left as it is.</param>
    public static async Task<SystemdMachine> StartAsync(string folder, string baseFolder)
    {
        var machine = new SystemdMachine(folder);
        try
        {
            await machine.StartAsync(baseFolder);
            return machine;
        }
        catch
        {
            await machine.DisposeAsync();
            throw;
        }
    }

    /// <summary>Puts a file of the host where every user of the machine may read it.</summary>
    /// <returns>The path in the machine.</returns>
    public string Put(string file)
    {
        var path = "/opt/" + Path.GetFileName(file);
        // Through the mounted file system: what is changed beneath it may not be seen.
        File.Copy(file, $"/proc/{_pid}/root{path}", overwrite: true);
        return path;
    }

    /// <summary>Runs a command in it, which must succeed, and answers what it printed.</summary>
    public Task<string> RunAsync(params string[] command) => Shell.RunAsync("nsenter", Inside(command));

    public Task<BufferedCommandResult> TryAsync(params string[] command) => Shell.TryAsync("nsenter", Inside(command));

    /// <summary>Properties of a unit, as systemd understands it.</summary>
    public async Task<IReadOnlyDictionary<string, string>> PropertiesAsync(string unit) =>
        (await RunAsync("systemctl", "show", unit)).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('=', 2)).ToLookup(parts => parts[0], parts => parts[^1]).ToDictionary(group => group.Key, group => group.First());

    /// <summary>Starts a program in its file system, but with the host's processes, which have other ids inside.</summary>
    /// <param name="isolation">Further options of unshare.</param>
    /// <param name="command">The program.</param>
    public RunningProgram StartWithProcessesOfHost(string[] isolation, string[] command) =>
        new("nsenter", ["-t", _pid, "--mount", "--root", "--wd", "--", "unshare", "--mount", .. isolation, "--",
            .. Environment, "sh", "-c", "mount -t proc proc /proc && exec \"$@\"", "sh", .. command]);

    public async ValueTask DisposeAsync()
    {
        if (_program is not null)
        {
            if (_pid.Length > 0 && !_program.HasExited)
            {
                Processes.Signal(int.Parse(_pid, System.Globalization.CultureInfo.InvariantCulture), Halt);
                await Task.WhenAny(_program.WaitForExitAsync(TimeSpan.FromSeconds(30)));
            }

            if (!_program.HasExited)
            {
                // Its child, the first process, ends with it, and all others with that.
                _program.Signal(Libc.SigKill);
            }

            await _program.DisposeAsync();
        }

        await Shell.TryAsync("unshare", "--mount", "sh", "-c",
            $"mount -t cgroup2 cgroup2 '{_folder}/groups' && find '{_folder}/groups/{_group}' -depth -type d -exec rmdir {{}} +");
    }

    private string[] Inside(string[] command) =>
        ["-t", _pid, "--mount", "--pid", "--cgroup", "--ipc", "--uts", "--root", "--wd", "--", .. Environment, .. command];

    private async Task StartAsync(string baseFolder)
    {
        var mount = $"mount -t overlay overlay -o 'lowerdir={baseFolder},upperdir={_folder}/changes,workdir={_folder}/scratch' '{_folder}/root'";
        await Shell.RunAsync("unshare", ["--mount", "--", .. Environment, "sh", "-ec",
            $$"""
            {{mount}}
            mount -t proc proc '{{_folder}}/root/proc'
            mount --bind /dev '{{_folder}}/root/dev'
            chroot '{{_folder}}/root' sh -ec 'apt-get -q update && apt-get -q install -y --no-install-recommends systemd'
            ln -sf /dev/null '{{_folder}}/root/etc/systemd/system/console-getty.service'
            """]);

        // What is the kernel's and not the machine's it may read only.
        var inside = $$"""
            cd '{{_folder}}/root'
            mount -t proc proc proc
            for file in proc/sys proc/sysrq-trigger; do [ -e $file ] || continue; mount --bind $file $file; mount -o remount,bind,ro $file; done
            mount -t sysfs -o ro sysfs sys
            mount -t cgroup2 cgroup2 sys/fs/cgroup
            mount -t tmpfs -o mode=755 tmpfs dev
            for name in null zero full random urandom tty; do touch dev/$name; mount --bind /dev/$name dev/$name; done
            mkdir dev/pts dev/shm
            mount -t devpts -o newinstance,ptmxmode=666 devpts dev/pts
            ln -s pts/ptmx dev/ptmx
            ln -s /proc/self/fd dev/fd
            mount -t tmpfs -o mode=755 tmpfs run
            mount -t tmpfs tmpfs tmp
            exec env container=test chroot . /lib/systemd/systemd
            """;
        var outside = $$"""
            {{mount}}
            mount -t cgroup2 cgroup2 '{{_folder}}/groups'
            mkdir '{{_folder}}/groups/{{_group}}'
            echo $$ >'{{_folder}}/groups/{{_group}}/cgroup.procs'
            exec unshare --pid --fork --kill-child --cgroup --ipc --uts -- sh -ec "$1"
            """;
        _program = new RunningProgram("unshare", ["--mount", "--", .. Environment, "sh", "-ec", outside, "sh", inside]);
        await Wait.UntilAsync("the machine has started", async () =>
        {
            Assert.False(_program.HasExited, $"The machine has ended:\n{_program.Output}");
            _pid = Processes.DescendantsOf(_program.Pid) is [var first, ..] && Processes.CommandLineOf(first) is ["/lib/systemd/systemd"] ? $"{first}" : "";
            return _pid.Length > 0 && (await TryAsync("systemctl", "is-system-running")).StandardOutput.Trim() is "running" or "degraded";
        });
    }
}
