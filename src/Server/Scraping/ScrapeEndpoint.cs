using Damon.Server.Security.Roles;

namespace Damon.Server.Scraping;

/// <summary>What Prometheus scrapes.</summary>
internal static class ScrapeEndpoint
{
    public static void MapScrape(this IEndpointRouteBuilder routes) => routes
        .MapGet("/metrics", async (Scraper scraper) => new ScrapeResult(await scraper.TakeAsync()))
        .WithTags("Metrics")
        .WithSummary("Figures of running sessions and of the server for Prometheus: OpenMetrics where the caller accepts it, else the text form of Prometheus.")
        .Produces<string>(StatusCodes.Status200OK, "text/plain", "application/openmetrics-text")
        .ProducesProblem(401)
        .RequireAuthorization(RolePolicies.Viewer);
}
