using System.Globalization;
using Damon.Sampler.Tests.Procfs;

namespace Damon.Sampler.Tests.Groups;

/// <summary>Made-up hierarchies of control groups beside a made-up /proc, which says where they are mounted.</summary>
internal sealed class CgroupTree(ProcRoot proc)
{
    private readonly List<string> _mounts = ["proc /proc proc rw,nosuid 0 0", "tmpfs /sys/fs/cgroup tmpfs rw,mode=755 0 0"];

    /// <summary>Mounts the hierarchy of version 2, as <c>unified</c>.</summary>
    public CgroupTree MountUnified() => Mount("unified", "cgroup2 {0} cgroup2 rw,nosuid,nodev,noexec,relatime,nsdelegate 0 0");

    /// <summary>Mounts a hierarchy of version 1 by the name of its controllers.</summary>
    public CgroupTree Mount(string controllers) => Mount(controllers, $"cgroup {{0}} cgroup rw,nosuid,relatime,{controllers} 0 0");

    /// <summary>The folder of a hierarchy.</summary>
    public string Root(string hierarchy) => Path.Combine(proc.Path, "cgroups", hierarchy);

    /// <summary>A group with processes; those above it are made, too.</summary>
    public CgroupTree Group(string hierarchy, string path, params int[] pids)
    {
        for (var end = path.IndexOf('/', 1); end > 0; end = path.IndexOf('/', end + 1))
        {
            var above = Path.Combine(Root(hierarchy), path[1..end], "cgroup.procs");
            if (!File.Exists(above))
            {
                Write(hierarchy, path[..end], "cgroup.procs", "");
            }
        }

        Write(hierarchy, path, "cgroup.procs", string.Concat(pids.Select(pid => pid.ToString(CultureInfo.InvariantCulture) + "\n")));
        return this;
    }

    /// <summary>A file of a group.</summary>
    public CgroupTree Write(string hierarchy, string path, string file, string text)
    {
        proc.Write(Path.Combine("cgroups", hierarchy, path.TrimStart('/'), file), text);
        return this;
    }

    /// <summary>Removes a group, with what lies below it.</summary>
    public void Remove(string hierarchy, string path) => Directory.Delete(Path.Combine(Root(hierarchy), path.TrimStart('/')), recursive: true);

    private CgroupTree Mount(string name, string line)
    {
        _mounts.Add(string.Format(CultureInfo.InvariantCulture, line, Root(name)));
        proc.Write("self/mounts", string.Join('\n', _mounts) + "\n");
        return Write(name, "/", "cgroup.procs", "");
    }
}
