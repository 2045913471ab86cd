using Damon.Client.Processes;
using Damon.Contracts.Groups;
using Damon.Contracts.Rest;
using Damon.Model.Format;
using Damon.Model.Sessions;

namespace Damon.Client.Sessions;

/// <summary>What lists say about a session.</summary>
public static class SessionFacts
{
    // Below it, the CPU share of the start-up says nothing.
    private const double ShortestForShareUs = 1_000_000;

    /// <summary>Address of its page, relative to the page's base.</summary>
    public static string Address(SessionResource session) => "sessions/" + Uri.EscapeDataString(session.Id);

    /// <summary>Its name, or its id when it has none.</summary>
    public static string Title(SessionResource session) => session.Name.Length > 0 ? session.Name : session.Id;

    /// <summary>What it monitors: <c>postgres (812), postgres (813)</c>, and groups by their names: <c>redis.service (3 processes)</c>.</summary>
    public static string Targets(SessionResource session)
        => string.Join(", ", session.Targets.Where(t => t.Group is null).Select(Target).Concat(session.Groups.Select(Group)));

    /// <summary>One of its targets: <c>postgres (812)</c>; by its name alone where no process of this host is meant, as of an imported record.</summary>
    public static string Target(TargetResource target) => target.Pid > 0 ? $"{target.Name} ({target.Pid})" : target.Name;

    /// <summary>A group with the number of its processes: <c>redis.service (3 processes)</c>.</summary>
    public static string Group(SessionGroupResource group) => $"{group.Name} ({group.Processes} {(group.Processes == 1 ? "process" : "processes")})";

    /// <summary>What it needs and holds now: <c>needs 24 MiB ± 2 MiB of 96 MiB, 70 MiB not used for 10 min</c>; what is not known yet is left out.</summary>
    public static string Memory(SessionMemory memory)
    {
        var held = ByteSize.Text(memory.ResidentBytes);
        var needs = memory.NeededBytes is { } needed ? $"needs {ByteSize.Text(needed)}{Error(memory.NeededError)} of {held}" : $"holds {held}";
        return memory.ColdBytes is > 0 and { } cold
            ? $"{needs}, {ByteSize.Text(cold)}{Error(memory.ColdError)} not used for {Durations.Text(SessionMemory.ColdAfterS * 1e6)}"
            : needs;
    }

    /// <summary>Whether it has not ended.</summary>
    public static bool IsActive(SessionResource session) => session.State.IsActive();

    /// <summary>What is recorded of it, or how long it has been there when nothing is yet; microseconds, not negative.</summary>
    public static double DurationUs(SessionResource session, DateTimeOffset now)
    {
        var us = session is { FirstUs: { } first, LastUs: { } last }
            ? last - first
            : ((session.EndedAt ?? now) - session.StartedAt).TotalMicroseconds;
        return Math.Max(0, us);
    }

    /// <summary>CPU time of the sampler as a share of one core, in percent; null when too little is recorded to tell, or it was recorded elsewhere.</summary>
    public static double? SamplerPercent(SessionResource session)
        => session is { FirstUs: { } first, LastUs: { } last } && last - first >= ShortestForShareUs && (session.Targets.Count == 0 || session.Targets.Any(static t => t.Pid > 0))
            ? session.SamplerCpuSeconds * 1e8 / (last - first)
            : null;

    /// <summary>Everything a filter looks through.</summary>
    public static IEnumerable<string> Words(SessionResource session)
        => [
            session.Name, session.Notes, session.State.ToString(), OperationsNames.Text(session.Operations),
            .. session.Groups.Select(group => group.Name),
            .. session.Targets.SelectMany(t => new[] { t.Name, t.Pid > 0 ? t.Pid.ToString(System.Globalization.CultureInfo.InvariantCulture) : "" }),
        ];

    // Two standard errors, as everywhere on the pages.
    private static string Error(double? error) => error is > 0 and { } some ? $" ± {ByteSize.Text(2 * some)}" : "";
}
