using Damon.Contracts.Rest;
using Damon.Contracts.Rest.Health;
using Damon.Server.Configuration;
using Damon.Server.History;
using Damon.Server.Integrity;
using Damon.Server.Sessions;

namespace Damon.Server.Health;

/// <summary>Whether the parts work. Always answered with 200: a server without a sampler still replays.</summary>
internal static class HealthEndpoint
{
    private const string Good = "ok";
    private const string Degraded = "degraded";

    public static void MapHealth(this IEndpointRouteBuilder routes) => routes
        .MapGet("/health", (SamplerDirectory samplers, HistoryWriter writer, SessionRegistry sessions, IntegrityReport report) => TypedResults.Ok(Look(samplers, writer, Damage(sessions, report))))
        .WithTags("Health").WithSummary("State of sampler and database; needs no token.").AllowAnonymous();

    private static HealthResource Look(SamplerDirectory samplers, HistoryWriter writer, string damage)
    {
        var connected = samplers.All.Count;
        var sampler = connected == 0
            ? new HealthPart(Degraded, "No sampler is connected.")
            : new HealthPart(Good, connected == 1 ? "One sampler is connected." : $"{connected} samplers are connected.");
        var lost = writer.Lost == 0 ? "" : $" {writer.Lost} snapshots were dropped because they could not be written.";
        var database = (writer.Failure ?? writer.Delay) is { } failure
            ? new HealthPart(Degraded, failure + lost + damage)
            : new HealthPart(damage.Length == 0 ? Good : Degraded, "The history is written." + lost + damage);
        return new HealthResource(sampler.Status == Good && database.Status == Good ? Good : Degraded, sampler, database);
    }

    /// <summary>What cannot be read any more; empty when nothing is known to be damaged.</summary>
    private static string Damage(SessionRegistry sessions, IntegrityReport report)
    {
        var file = report.Faults is [var first, ..] ? $" The database is damaged: {first.TrimEnd('.')}." : "";
        var ids = sessions.All.Where(static one => one.Damage is not null).Select(static one => one.Id).ToArray();
        return (file + ids.Length switch
        {
            0 => "",
            1 => $" Session {ids[0]} is damaged and can be read in part only.",
            _ => $" {ids.Length} sessions are damaged and can be read in part only, {ids[0]} among them.",
        }) is { Length: > 0 } damage ? $"{damage} {HostCommand.CheckDatabase} tells what; a backup has what was lost." : "";
    }
}
