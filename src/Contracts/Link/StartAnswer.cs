using Damon.Contracts.Groups;
using Damon.Contracts.Rest;
using Damon.Model.Monitoring;
using MessagePack;

namespace Damon.Contracts.Link;

/// <summary>How a start ended.</summary>
/// <param name="Answer">The outcome.</param>
/// <param name="Operations">Operations chosen.</param>
/// <param name="Targets">The targets as identified.</param>
/// <param name="Groups">The groups, in the order of the order to start; null when there are none.</param>
[MessagePackObject]
public sealed record StartAnswer(
    [property: Key(0)] CommandAnswer Answer,
    [property: Key(1)] OperationsKind Operations,
    [property: Key(2)] TargetResource[] Targets,
    [property: Key(3)] SessionGroupResource[]? Groups = null);
