using System.Text;
using Damon.Fuzz.Engine;
using Damon.Model.Addresses;
using Damon.Sampler.Groups;
using Damon.Sampler.Operations.Ranges;
using Damon.Sampler.Procfs;
using Damon.Sampler.Procfs.Uses;

namespace Damon.Fuzz.Procfs;

/// <summary>A whole /proc, and control groups below it: an input is several files, each behind a line <c>== NAME</c>.</summary>
internal sealed class ProcTreeTarget : IFuzzTarget
{
    private static readonly string[] Files =
    [
        "stat", "passwd", "self/mounts", "pressure/memory", "7/stat", "7/status", "7/cgroup", "7/cmdline", "7/maps", "7/statm", "7/task/7/children", "7/task/8/syscall",
        "cgroup/a/memory.max", "cgroup/a/memory.current", "cgroup/a/cgroup.procs",
    ];

    private readonly string _root = Directory.CreateTempSubdirectory("damon-fuzz-").FullName;

    public string Name => "proc-tree";

    public string What => "all files of /proc and of control groups that the sampler reads, together";

    public IReadOnlyList<string> Words { get; } = [.. Files.Select(static file => $"\n== {file}\n"), "btime ", "0::/a", "max", "running", "0x7ffd12345678", "\0", "S 1 7 7 0 -1"];

    public IEnumerable<byte[]> Seeds => [];

    public int Enough => 400;

    public string Read(byte[] input)
    {
        Write(input);
        BootTime boot;
        try
        {
            boot = new BootTime(_root);
        }
        catch (IOException)
        {
            return "no boot time";
        }

        var table = new ProcessTable(_root, boot, new UserNames(Path.Combine(_root, "passwd")), 1);
        var facts = table.List("a", 10).Length + table.List(null, 10).Length;
        var words = table.ReadWords(7, withCgroups: true);
        var groups = new GroupListing(table).List(null, 10);
        var limits = new MemoryLimits([new CgroupHierarchy(Path.Combine(_root, "cgroup"), true, [])]);
        var charges = limits.PlacesOf(words?.Cgroups ?? "").Select(MemoryLimits.ChargeOf).Count(static charge => charge is not null);
        _ = new ChildProcesses(table).Of(7);
        _ = StackPointers.Read(_root, 7);
        _ = new MemoryPressure(_root).SomePercent();
        using var size = new ResidentSize(_root, 7);
        _ = (size.Read(), size.ReadMapped());
        var ranges = new AddressRange[3];
        var found = new TextGapFinder(_root).FindRanges(7, ranges);
        return $"{facts} {groups.Length} {charges} {found}";
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private void Write(byte[] input)
    {
        var parts = Encoding.Latin1.GetString(input).Split("\n== ");
        foreach (var file in Files)
        {
            var path = Path.Combine(_root, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var part = Array.FindLast(parts, part => part.StartsWith(file + "\n", StringComparison.Ordinal));
            File.WriteAllBytes(path, Encoding.Latin1.GetBytes(part is null ? "" : part[(file.Length + 1)..]));
        }
    }
}
