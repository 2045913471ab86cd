using Damon.Contracts.Link;
using Damon.Model.Groups;
using Damon.Model.Sessions;
using Damon.Sampler.Groups;
using Damon.Sampler.Monitoring;
using Damon.Sampler.Procfs;

namespace Damon.Sampler.Sessions.Joining;

/// <summary>Finds the processes that an order to start names, itself or by groups.</summary>
/// <param name="order">The order.</param>
/// <param name="services">What all sessions share.</param>
/// <param name="holderOf">The id of the session that monitors a process with the same operations; null when none does.</param>
internal sealed class TargetSearch(StartSession order, SessionServices services, Func<ProcessIdentity, string?> holderOf)
{
    /// <summary>How far a start time may be off: the kernel tells it to 10 ms, and a sampler always finds the same.</summary>
    private static readonly TimeSpan StartTimeTolerance = TimeSpan.FromMilliseconds(20);

    // Who gives whole seconds has cut the rest off.
    private static readonly TimeSpan CutTimeTolerance = TimeSpan.FromSeconds(1);

    private readonly List<FoundProcess> _found = [];
    private readonly HashSet<ProcessIdentity> _identities = [];
    private string? _holder;

    /// <summary>The processes found, those that were named first.</summary>
    public IReadOnlyList<FoundProcess> Found => _found;

    /// <summary>The groups.</summary>
    public SessionGroups Groups { get; } = new(new GroupSearch(services.Processes, services.Time));

    /// <summary>Searches; the answer that refuses the order, or null when every target was found.</summary>
    public CommandAnswer? Run()
    {
        var fields = new List<(string Field, FollowedGroup Group)>();
        for (var i = 0; i < order.Targets.Length; i++)
        {
            var target = order.Targets[i];
            var fault = target.Kind is { } kind ? Add(kind, target.Group ?? "", i, fields) : Add(target, $"targets[{i}].pid");
            if (fault is not null)
            {
                return fault;
            }
        }

        Groups.Refresh();
        for (var i = 0; i < fields.Count; i++)
        {
            if (AddProcesses(fields[i].Group, i, fields[i].Field) is { } fault)
            {
                return fault;
            }
        }

        return _found.Count > 0 ? null : new CommandAnswer(
            CommandCode.Busy, $"Session {_holder} already monitors every process of {GroupWords.Of(Groups.All[0].Kind, Groups.All[0].Name)} with the same operations. Stop it first, or watch that one.", fields[0].Field);
    }

    private CommandAnswer? Add(StartTarget wanted, string field)
    {
        if (services.Processes.Read(wanted.Pid) is not { } facts)
        {
            return new CommandAnswer(CommandCode.NoSuchProcess, $"There is no process {wanted.Pid}.", field);
        }

        if (wanted.StartTime is { } time
            && (facts.StartTime - time).Duration() > (time.Ticks % TimeSpan.TicksPerSecond == 0 ? CutTimeTolerance : StartTimeTolerance))
        {
            return new CommandAnswer(CommandCode.NoSuchProcess,
                $"Process {wanted.Pid} was started at {facts.StartTime:u}, not at {time:u}: it is another one with the same number.", field);
        }

        if (facts.Obstacle is { } obstacle)
        {
            return new CommandAnswer(CommandCode.Forbidden, $"Process {wanted.Pid} can't be monitored. {obstacle}", field);
        }

        if (_identities.Contains(facts.Identity))
        {
            return new CommandAnswer(CommandCode.InvalidArgument, $"Process {wanted.Pid} is named twice.", field);
        }

        if (holderOf(facts.Identity) is { } other)
        {
            return new CommandAnswer(CommandCode.Busy, $"Session {other} already monitors process {wanted.Pid} with the same operations. Stop it first, or watch that one.", field);
        }

        Take(facts, null);
        return null;
    }

    private CommandAnswer? Add(GroupKind kind, string name, int index, List<(string Field, FollowedGroup Group)> fields)
    {
        var field = $"targets[{index}].{FieldOf(kind)}";
        if (GroupRules.FaultOf(kind, name) is { } fault)
        {
            return new CommandAnswer(CommandCode.InvalidArgument, fault, field);
        }

        Groups.Add(kind, name);
        fields.Add((field, Groups.All[^1]));
        return null;
    }

    private CommandAnswer? AddProcesses(FollowedGroup group, int index, string field)
    {
        var all = group.Look().Select(services.Processes.Read).OfType<ProcessFacts>().ToList();
        if (all.Count == 0)
        {
            return new CommandAnswer(CommandCode.NoSuchProcess, GroupWords.NoProcess(group.Kind, group.Name), field);
        }

        var able = all.FindAll(facts => facts.Obstacle is null);
        if (able.Count == 0)
        {
            return new CommandAnswer(CommandCode.Forbidden,
                $"No process of {GroupWords.Of(group.Kind, group.Name)} can be monitored. Of process {all[0].Identity.Pid}: {all[0].Obstacle}", field);
        }

        // A process that this session has already is monitored, whatever it was found by.
        var others = able.FindAll(facts => !_identities.Contains(facts.Identity));
        var holders = others.ToLookup(facts => holderOf(facts.Identity));
        foreach (var (holder, facts) in holders.Where(holder => holder.Key is not null).SelectMany(holder => holder.Select(facts => (holder.Key, facts))))
        {
            _holder = holder;
            services.Log.LeavesOut(order.SessionId, facts.Identity, group, holder!);
        }

        // The biggest first: they are what people look at, and what is taken where there are too many.
        var free = holders[null].OrderByDescending(facts => facts.ResidentBytes).ThenBy(facts => facts.Identity.Pid).ToList();
        var room = Math.Max(0, SessionLimits.MostProcesses - _found.Count);
        foreach (var facts in free.Take(room))
        {
            Take(facts, index);
        }

        group.Standing = GroupStanding.Of(able.Count, others.Count - free.Count, Math.Max(0, free.Count - room), failed: 0);
        return null;
    }

    private void Take(ProcessFacts facts, int? group)
    {
        _identities.Add(facts.Identity);
        _found.Add(new FoundProcess(facts, group));
    }

    private static string FieldOf(GroupKind kind) => kind.ToString().ToLowerInvariant();
}
