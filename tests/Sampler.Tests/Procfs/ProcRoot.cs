using System.Globalization;
using System.Text;
using Damon.Sampler.Procfs;

namespace Damon.Sampler.Tests.Procfs;

/// <summary>A made-up /proc in a folder of its own.</summary>
internal sealed class ProcRoot : IDisposable
{
    public const long BootSeconds = 1_700_000_000;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("damon-proc-");

    public ProcRoot()
    {
        Write("stat", $"cpu  1 2 3 4\ncpu0 1 2 3 4\nintr 5\nctxt 6\nbtime {BootSeconds}\nprocesses 7\n");
        Write("passwd", "root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1::/:/bin/false\n");
    }

    public string Path => _folder.FullName;

    public ProcessTable Table(int ownPid = 999)
        => new(Path, new BootTime(Path), new UserNames(System.IO.Path.Combine(Path, "passwd")), ownPid);

    public ProcRoot Add(int pid, string name = "work", char state = 'S', int parent = 1, ulong startTicks = 1_234, uint uid = 0, long? residentKb = 1_000, string commandLine = "/bin/work\0-x\0", string maps = "00400000-00401000 r-xp 00000000 08:01 7 /bin/work\n", ulong stackStart = 0)
    {
        var folder = pid.ToString(CultureInfo.InvariantCulture);
        Write($"{folder}/stat", $"{pid} ({name}) {state} {parent} {pid} {pid} 0 -1 4194560 100 0 0 0 1 2 0 0 20 0 1 0 {startTicks} 10485760 250 18446744073709551615 1 1 {stackStart} 0\n");
        Write($"{folder}/status", $"Name:\t{name}\nState:\t{state} (sleeping)\nUid:\t{uid + 5}\t{uid}\t{uid}\t{uid}\nGid:\t0\t0\t0\t0\n" + (residentKb is { } kb ? $"VmPeak:\t   99999 kB\nVmRSS:\t    {kb} kB\n" : ""));
        Write($"{folder}/cmdline", commandLine);
        if (maps.Length > 0)
        {
            Write($"{folder}/maps", maps);
        }

        return this;
    }

    public void Write(string file, string text)
    {
        var path = System.IO.Path.Combine(Path, file);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, Encoding.UTF8.GetBytes(text));
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
