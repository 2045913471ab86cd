using Prometheus;

namespace Damon.Server.Scraping;

/// <summary>A scrape's series as an answer, in the form that the caller accepts: OpenMetrics, or the older text form of Prometheus.</summary>
internal sealed class ScrapeResult(SeriesSet series) : IResult
{
    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.CacheControl = "no-store";
        return new MetricServerMiddleware(static _ => Task.CompletedTask, new MetricServerMiddleware.Settings { Registry = series.Registry }).Invoke(httpContext);
    }
}
