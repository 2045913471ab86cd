using System.Text.Json;
using Damon.Contracts.Link;
using Damon.Model.Monitoring;
using Damon.Sampler.Sources;

namespace Damon.Sampler.Sessions;

/// <summary>
/// The kinds of operations there are, and which of them this host can use. Nobody else knows: not the server, which hands
/// on what was asked for, and shows the answer.
/// </summary>
internal sealed class OperationsCatalog(IEnumerable<ISourceProvider> providers)
{
    /// <summary>Every kind of the contract, which lists those first that disturb the target least.</summary>
    private static readonly OperationsKind[] Kinds = [.. Enum.GetValues<OperationsKind>().Where(kind => kind != OperationsKind.Auto)];

    private readonly Dictionary<OperationsKind, ISourceProvider> _byKind = providers.ToDictionary(provider => provider.Kind);

    private IEnumerable<OperationsKind> Built => Kinds.Where(_byKind.ContainsKey);

    /// <summary>Every kind, available or not.</summary>
    public OperationsFacts[] Describe() => Array.ConvertAll(Kinds, kind => new OperationsFacts(kind, ObstacleOf(kind)));

    /// <summary>Why this host can't use a kind, as a sentence; null when it can. May take a while the first time.</summary>
    public string? ObstacleOf(OperationsKind kind)
        => _byKind.TryGetValue(kind, out var provider) ? provider.FindObstacle() : $"This version of Damon does not have {PlainNameOf(kind)} operations yet.";

    /// <summary>What to use for what was asked for, <see cref="OperationsKind.Auto"/> included; or the answer that refuses.</summary>
    public (ISourceProvider? Provider, CommandAnswer Refusal) Choose(OperationsKind wanted)
    {
        if (wanted != OperationsKind.Auto && !_byKind.ContainsKey(wanted))
        {
            return (null, Refuse(CommandCode.NotImplemented, $"The operations {NameOf(wanted)} are not built yet. Give {Choices()}."));
        }

        var asked = wanted == OperationsKind.Auto ? Built : [wanted];
        foreach (var kind in asked)
        {
            if (ObstacleOf(kind) is null)
            {
                return (_byKind[kind], new CommandAnswer(CommandCode.Ok));
            }
        }

        return (null, Refuse(CommandCode.Unavailable, $"The operations are not available on the sampler's host. {Reasons(wanted)}"));
    }

    private static CommandAnswer Refuse(CommandCode code, string message) => new(code, message, "operations");

    /// <summary>As requests spell it.</summary>
    private static string NameOf(OperationsKind kind) => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());

    private string Choices()
    {
        string[] names = [.. Built.Prepend(OperationsKind.Auto).Select(NameOf)];
        return names.Length == 1 ? names[0] : $"{string.Join(", ", names[..^1])} or {names[^1]}";
    }

    private string Reasons(OperationsKind wanted)
        => string.Join(' ', Describe()
            .Where(kind => kind.Obstacle is not null && (wanted == OperationsKind.Auto || kind.Kind == wanted))
            .Select(kind => $"{kind.Kind}: {kind.Obstacle}"));

    private static string PlainNameOf(OperationsKind kind) => kind switch
    {
        OperationsKind.KernelDamon => "kernel DAMON",
        OperationsKind.PageIdle => "page-idle",
        OperationsKind.PageTable => "page-table",
        _ => NameOf(kind),
    };
}
