using Damon.Contracts.Link;
using Damon.Sampler.Groups;
using Damon.Sampler.Procfs;
using Damon.Sampler.Sessions.Joining;

namespace Damon.Sampler.Sessions;

/// <summary>The memory limits that bound the targets and groups of sessions, as the host tells them now.</summary>
internal sealed class SessionMemoryLimits(ProcessTable processes)
{
    private readonly IReadOnlyList<CgroupHierarchy> _hierarchies = CgroupMounts.Read(processes.Root);

    /// <summary>Those of one session: of each target that is sampled, then of the control groups of each group. What can't be told is left out.</summary>
    public LimitReading[] Of(SamplerSession session) => Of(session.DescribeTargets(), session.Groups);

    private LimitReading[] Of(TargetFacts[] targets, IReadOnlyList<FollowedGroup> groups)
    {
        var limits = new MemoryLimits(_hierarchies);
        var live = targets.Where(static target => target.EndedBecause is null)
            .Select(target => (target.Index, Cgroups: ReadCgroups(target)))
            .Where(static target => target.Cgroups.Length > 0)
            .ToList();
        return
        [
            .. live.SelectMany(target => Charges(limits.PlacesOf(target.Cgroups)).Select(charge => Reading(charge, target: target.Index))),
            .. groups.SelectMany((group, index) => ChargesOf(group, limits, live.ConvertAll(static target => target.Cgroups)).Select(charge => Reading(charge, group: index))),
        ];
    }

    // A group has the processes that its rule holds for, by whatever they became targets. Its memory may be charged to a
    // control group of another name, where the hierarchy that it was found in has not the controller.
    private IEnumerable<MemoryCharge> ChargesOf(FollowedGroup group, MemoryLimits limits, List<string> cgroups)
        => CgroupRule.Of(group.Kind, group.Name, _hierarchies) is { } rule
            ? Charges(cgroups.Where(rule.Holds).SelectMany(limits.PlacesOf).Select(place => place with { Path = rule.TopOf(place.Path) ?? place.Path }))
            : [];

    private static IEnumerable<MemoryCharge> Charges(IEnumerable<CgroupPlace> places)
        => places.Distinct().Select(MemoryLimits.ChargeOf).OfType<MemoryCharge>().DistinctBy(static charge => (charge.Cgroup, charge.IsUnified));

    // The id may be another process's by now.
    private string ReadCgroups(TargetFacts target)
        => processes.Identify(target.Process.Pid) == target.Process ? processes.ReadWords(target.Process.Pid, withCgroups: true)?.Cgroups ?? "" : "";

    private static LimitReading Reading(MemoryCharge charge, int? target = null, int? group = null)
        => new(target, group, charge.Cgroup, charge.IsUnified ? 2 : 1, charge.LimitBytes, charge.CurrentBytes);
}
