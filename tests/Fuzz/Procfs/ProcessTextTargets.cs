using System.Text;
using Damon.Fuzz.Engine;
using Damon.Model.Groups;
using Damon.Sampler.Groups;
using Damon.Sampler.Operations.PageTable;
using Damon.Sampler.Procfs;

namespace Damon.Fuzz.Procfs;

/// <summary>Small texts of /proc. Nothing of them is refused: what is not understood is not told.</summary>
internal static class ProcessTextTargets
{
    private static readonly CgroupHierarchy[] Hierarchies = [new("/sys/fs/cgroup", true, []), new("/sys/fs/cgroup/memory", false, ["memory"])];

    private static readonly string[] Words =
        ["Uid:", "VmRSS:", "\t", " kB\n", "(", ")", " S ", "some avg10=", "flags\t\t: ", "la57", "address sizes\t: ", " bits physical", "\n", "CapEff:"];

    private static readonly string[] CgroupWords =
        ["0::/", "1:name=systemd:/", "4:memory:/", "/..", "docker-", "lxc.payload.", "machine.slice/machine-", ".scope", ".service", "0123456789abcdef", "cgroup2 ", "cgroup ", "\\040", "\\012", "\\777", ",", "rw,nosuid", "\n", ":"];

    public static IFuzzTarget Texts() => new FuzzTarget<OperationCanceledException>("process-texts", "/proc/PID/stat and status, memory pressure, cpuinfo", ReadTexts, Words);

    public static IFuzzTarget Cgroups() => new FuzzTarget<OperationCanceledException>("cgroup-texts", "/proc/PID/cgroup, /proc/self/mounts", ReadCgroups, CgroupWords);

    private static string ReadTexts(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        var stat = ProcessStat.Parse(input);
        var status = ProcessStatus.Parse(input);
        var pressure = MemoryPressure.Parse(text);
        var processor = ProcessorFacts.Parse(text.Split('\n'));
        if (processor.PhysicalBits is < 1 or > 52 || (processor.PhysicalMask & ~((1UL << 52) - 1)) != 0)
        {
            throw new InvalidDataException($"{processor.PhysicalBits} bits of a physical address");
        }

        return $"{stat is null} {stat?.Space is null} {stat?.IsDead} {status.ResidentBytes is null} {pressure is null} {processor.PageTableLevels}";
    }

    private static string ReadCgroups(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        var (lines, outside, above) = (0, 0, 0);
        foreach (var line in CgroupLine.Parse(text))
        {
            lines++;
            outside += line.IsOutside ? 1 : 0;
            above += line.Upwards().Take(1_000).Count();
            _ = (line.IsIn(line.Path), line.IsIn("/a/"), CgroupHierarchy.RankOf(line.Controllers), UnitName.In(line.Path).LastOrDefault(), UnitName.IsIn(line.Path, "a"));
        }

        var container = ContainerName.Of(text);
        _ = ContainerName.IsIn(text, container ?? "docker 0123");
        foreach (var kind in new[] { GroupKind.Cgroup, GroupKind.Unit, GroupKind.Container })
        {
            _ = CgroupRule.Of(kind, "/a/b", Hierarchies)!.Holds(text);
        }

        var mounts = CgroupMounts.Parse(text);
        return $"{Math.Min(lines, 2)} {Math.Min(outside, 1)} {Math.Min(above, 2)} {container?.Split(' ')[0]} {mounts.Count(static one => one.IsUnified)} {Math.Min(2, mounts.Count)}";
    }
}
