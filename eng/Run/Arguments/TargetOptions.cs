using System.CommandLine;
using Damon.Contracts.Rest;
using Damon.Model.Groups;

namespace Damon.Run.Arguments;

/// <summary>The options that say what to look at.</summary>
internal sealed class TargetOptions
{
    private readonly Option<string[]> _pid = OptionTexts.Option("--pid");
    private readonly Option<string[]> _unit = OptionTexts.Option("--unit");
    private readonly Option<string[]> _container = OptionTexts.Option("--container");
    private readonly Option<string[]> _command = OptionTexts.Option("--command");
    private readonly Option<string[]> _cgroup = OptionTexts.Option("--cgroup");

    /// <summary>Makes <paramref name="command"/> know them.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new[] { _pid, _unit, _container, _command, _cgroup })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>What is given; null when nothing is.</summary>
    /// <exception cref="RunFailure">It cannot be, or there is more than one.</exception>
    public TargetRequest? Read(ParseResult parsed)
    {
        TargetRequest?[] all =
        [
            OptionTexts.TextOf(parsed, _pid) is { } pid ? new TargetRequest(OptionTexts.Pid(pid)) : null,
            Name(parsed, _unit, GroupKind.Unit) is { } unit ? new TargetRequest(Unit: unit) : null,
            Name(parsed, _container, GroupKind.Container) is { } container ? new TargetRequest(Container: container) : null,
            Name(parsed, _command, GroupKind.Command) is { } command ? new TargetRequest(Command: command) : null,
            Name(parsed, _cgroup, GroupKind.Cgroup) is { } cgroup ? new TargetRequest(Cgroup: cgroup) : null,
        ];
        return all.OfType<TargetRequest>().ToList() switch
        {
            [] => null,
            [var only] => only,
            _ => throw OptionTexts.Wrong("Give one of --pid, --unit, --container, --command and --cgroup, not two."),
        };
    }

    private static string? Name(ParseResult parsed, Option<string[]> option, GroupKind kind) =>
        OptionTexts.TextOf(parsed, option) is not { } text ? null
        : GroupRules.FaultOf(kind, text) is { } fault ? throw OptionTexts.Wrong($"{option.Name}: {fault}")
        : text;
}
