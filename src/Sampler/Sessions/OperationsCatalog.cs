using Damon.Contracts.Link;
using Damon.Contracts.Rest;
using Damon.Model.Monitoring;
using Damon.Sampler.Monitoring;

namespace Damon.Sampler.Sessions;

/// <summary>The kinds of operations there are, and which of them this host can use.</summary>
internal sealed class OperationsCatalog(IEnumerable<IOperationsProvider> providers)
{
    /// <summary>Best first: those that disturb the target least.</summary>
    private static readonly OperationsKind[] Kinds =
        [OperationsKind.KernelDamon, OperationsKind.PageIdle, OperationsKind.PageTable, OperationsKind.Referenced];

    private readonly Dictionary<OperationsKind, IOperationsProvider> _byKind = providers.ToDictionary(provider => provider.Kind);

    /// <summary>Every kind, available or not.</summary>
    public OperationsResource[] Describe()
        => Array.ConvertAll(Kinds, kind =>
        {
            var obstacle = FindObstacle(kind);
            return new OperationsResource(kind, obstacle is null, obstacle);
        });

    /// <summary>The provider to use for what was asked for; or the answer that refuses.</summary>
    public (IOperationsProvider? Provider, CommandAnswer Refusal) Choose(OperationsKind wanted)
    {
        if (wanted == OperationsKind.Auto)
        {
            var best = Kinds.Where(_byKind.ContainsKey).Select(kind => _byKind[kind]).FirstOrDefault(provider => provider.FindObstacle() is null);
            return (best, Refuse(CommandCode.Unavailable, $"No monitoring operations work on this host. {Reasons()}"));
        }

        if (!_byKind.TryGetValue(wanted, out var chosen))
        {
            return (null, Refuse(CommandCode.NotImplemented, $"{FindObstacle(wanted)} Choose auto or pageTable."));
        }

        return chosen.FindObstacle() is { } obstacle
            ? (null, Refuse(CommandCode.Unavailable, obstacle))
            : (chosen, new CommandAnswer(CommandCode.Ok));
    }

    private static CommandAnswer Refuse(CommandCode code, string message) => new(code, message, "operations");

    private string Reasons() => string.Join(' ', _byKind.Values.Select(provider => provider.FindObstacle()));

    private string? FindObstacle(OperationsKind kind)
        => _byKind.TryGetValue(kind, out var provider) ? provider.FindObstacle() : $"This version of Damon does not have {NameOf(kind)} operations yet.";

    private static string NameOf(OperationsKind kind) => kind switch
    {
        OperationsKind.KernelDamon => "kernel DAMON",
        OperationsKind.PageIdle => "page-idle",
        OperationsKind.PageTable => "page-table",
        _ => "referenced",
    };
}
