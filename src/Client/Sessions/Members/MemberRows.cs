using System.Globalization;
using Damon.Client.Idle;
using Damon.Client.Layout;
using Damon.Contracts.Rest;

namespace Damon.Client.Sessions.Members;

/// <summary>The rows of a table of members. Those that have ended come last, whatever the order.</summary>
/// <param name="Shown">The first of those that match, in order.</param>
/// <param name="Matching">How many match.</param>
public sealed record MemberRows(IReadOnlyList<MemberRow> Shown, int Matching)
{
    /// <summary>Most rows at a time: more are found by a filter.</summary>
    public const int Most = 50;

    /// <summary>The order at the beginning: what is biggest first.</summary>
    public static SortOrder Biggest { get; } = new("member-resident", true);

    /// <summary>No rows.</summary>
    public static MemberRows Empty { get; } = new([], 0);

    /// <summary>Makes them.</summary>
    /// <param name="targets">The processes.</param>
    /// <param name="moments">What is told of them, by index.</param>
    /// <param name="needSeconds">The window, seconds.</param>
    /// <param name="filter">Part of a name or command line, or a pid; empty for all.</param>
    /// <param name="order">The order.</param>
    public static MemberRows Of(
        IReadOnlyList<TargetResource> targets, IReadOnlyDictionary<int, IdleMoment> moments, int needSeconds, string filter, SortOrder order)
    {
        var wanted = filter.Trim();
        var matching = targets.Where(target => Matches(target, wanted)).Select(target => Row(target, moments.GetValueOrDefault(target.Index), needSeconds)).ToList();
        var sorted = order.Column switch
        {
            "member-name" => order.Apply(matching, row => row.Target.Name, StringComparer.CurrentCultureIgnoreCase),
            "member-pid" => order.Apply(matching, row => row.Target.Pid),
            "member-needs" => order.Apply(matching, row => row.Needed?.Bytes ?? -1),
            "member-cold" => order.Apply(matching, row => row.ColdBytes ?? -1),
            _ => order.Apply(matching, row => row.ResidentBytes ?? -1),
        };
        return new MemberRows([.. sorted.OrderBy(row => row.HasEnded).Take(Most)], matching.Count);
    }

    private static MemberRow Row(TargetResource target, IdleMoment? moment, int needSeconds)
        => new(target, moment, moment is null ? null : NeededMemory.Within(moment, needSeconds), moment is null ? null : NeededMemory.Idle(moment));

    private static bool Matches(TargetResource target, string wanted)
        => wanted.Length == 0
            || target.Pid.ToString(CultureInfo.InvariantCulture) == wanted
            || target.Name.Contains(wanted, StringComparison.OrdinalIgnoreCase)
            || target.CommandLine.Contains(wanted, StringComparison.OrdinalIgnoreCase);
}
