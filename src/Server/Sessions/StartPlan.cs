using Damon.Contracts.Link;
using Damon.Model.Monitoring;

namespace Damon.Server.Sessions;

/// <summary>A request to start, checked.</summary>
/// <param name="Name">Name given; null to take the targets'.</param>
/// <param name="Notes">Notes given; empty when there are none.</param>
/// <param name="Sampler">Sampler named; null for the only one.</param>
/// <param name="Operations">Operations wanted.</param>
/// <param name="Targets">The targets, processes and groups.</param>
/// <param name="Attributes">Complete attributes.</param>
/// <param name="FollowChildren">Children become targets.</param>
internal sealed record StartPlan(
    string? Name,
    string Notes,
    string? Sampler,
    OperationsKind Operations,
    IReadOnlyList<StartTarget> Targets,
    MonitoringAttributes Attributes,
    bool FollowChildren);
