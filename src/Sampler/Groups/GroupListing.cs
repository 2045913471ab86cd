using Damon.Model.Groups;
using Damon.Sampler.Procfs;

namespace Damon.Sampler.Groups;

/// <summary>Lists the groups that the processes of this host form.</summary>
internal sealed class GroupListing(ProcessTable processes)
{
    /// <summary>Groups that match, biggest resident size first.</summary>
    /// <param name="search">Part of the name, without regard to case; null or empty for all.</param>
    /// <param name="limit">At most this many.</param>
    public GroupFacts[] List(string? search, int limit)
    {
        var wanted = search?.Trim() ?? "";
        var sums = new Dictionary<(GroupKind Kind, string Name, int Rank), GroupSum>();
        foreach (var facts in processes.Pids().Select(processes.Read).OfType<ProcessFacts>().Where(static facts => facts.Obstacle is null))
        {
            foreach (var (kind, name, rank, path) in GroupsOf(facts).DistinctBy(static group => (group.Kind, group.Name, group.Rank)))
            {
                if (name.Contains(wanted, StringComparison.OrdinalIgnoreCase))
                {
                    var sum = sums.GetValueOrDefault((kind, name, rank), new GroupSum(0, 0, path));
                    sums[(kind, name, rank)] = sum with { Processes = sum.Processes + 1, ResidentBytes = sum.ResidentBytes + facts.ResidentBytes };
                }
            }
        }

        var limits = new MemoryLimits(CgroupMounts.Read(processes.Root));
        return
        [
            // Several hierarchies may have groups of the same name: the one in which they are looked for first counts.
            .. sums.GroupBy(static sum => (sum.Key.Kind, sum.Key.Name), static (key, all) => (key.Kind, key.Name, Sum: all.MinBy(static one => one.Key.Rank).Value))
                .OrderByDescending(static group => group.Sum.ResidentBytes)
                .ThenBy(static group => group.Kind)
                .ThenBy(static group => group.Name, StringComparer.Ordinal)
                .Take(Math.Max(0, limit))
                .Select(group => new GroupFacts(group.Kind, group.Name, group.Sum.Processes, group.Sum.ResidentBytes, limits.Of(group.Sum.Path))),
        ];
    }

    private static IEnumerable<(GroupKind Kind, string Name, int Rank, string Path)> GroupsOf(ProcessFacts facts)
    {
        yield return (GroupKind.Command, facts.Name, 0, "");
        foreach (var line in CgroupLine.Parse(facts.Cgroups))
        {
            var rank = CgroupHierarchy.RankOf(line.Controllers);
            foreach (var path in line.Upwards())
            {
                if (!line.IsOutside)
                {
                    yield return (GroupKind.Cgroup, path, rank, path);
                }

                if (UnitName.In(path).LastOrDefault() is { } unit)
                {
                    yield return (GroupKind.Unit, unit, rank, path);
                }

                if (ContainerName.Of(path) is { } container)
                {
                    yield return (GroupKind.Container, container, rank, path);
                }
            }
        }
    }

    /// <summary>What is known of a group while processes are counted.</summary>
    /// <param name="Processes">So far.</param>
    /// <param name="ResidentBytes">Of them.</param>
    /// <param name="Path">Its control group; empty where it has none.</param>
    private sealed record GroupSum(int Processes, long ResidentBytes, string Path);
}
