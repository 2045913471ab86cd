using Damon.Contracts.Link;
using Damon.Model.Groups;
using Damon.Model.Monitoring;
using Damon.Model.Sessions;

namespace Damon.Sampler.Sessions;

/// <summary>What is accepted of a server's orders, whatever the server has checked: who has taken it over may send anything.</summary>
internal static class OrderRules
{
    /// <summary>Most processes that one answer lists.</summary>
    public const int MostListed = 10_000;

    private const int LongestId = 64;

    /// <summary>The first fault of an order to start; null when there is none.</summary>
    public static CommandAnswer? FaultOf(StartSession start)
    {
        if (start.SessionId is not { Length: > 0 and <= LongestId } id || !id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'))
        {
            return new CommandAnswer(CommandCode.InvalidArgument, $"A session's id has 1 to {LongestId} letters, digits, - and _.", "id");
        }

        if (start.Targets is null || start.Targets.Length is 0 or > SessionLimits.MostTargets)
        {
            return new CommandAnswer(CommandCode.InvalidArgument, $"A session has 1 to {SessionLimits.MostTargets} targets, not {start.Targets?.Length ?? 0}.", "targets");
        }

        if (Array.FindIndex(start.Targets, target => target is null || (target.Kind is null && target.Pid <= 0)) is >= 0 and var wrong)
        {
            return new CommandAnswer(CommandCode.InvalidArgument, "A target is a process by its number, or a group.", $"targets[{wrong}].pid");
        }

        return start.Attributes is null ? new CommandAnswer(CommandCode.InvalidArgument, "The attributes are missing.", "attributes")
            : AttributeRules.Validate(start.Attributes) is [var first, ..] ? Invalid(first)
            : null;
    }

    /// <summary>The answer to a wrong attribute.</summary>
    public static CommandAnswer Invalid(FieldError error) => new(CommandCode.InvalidArgument, error.Message, $"attributes.{error.Field}");

    /// <summary>Whether a question for processes can be answered.</summary>
    public static bool IsAnswerable(ProcessQuery query)
        => (query.Search?.Length ?? 0) <= GroupRules.LongestName && (query.Kind is not { } kind || (Enum.IsDefined(kind) && GroupRules.FaultOf(kind, query.Group ?? "") is null));
}
