namespace Damon.Server.Scraping;

/// <summary>The services of <c>/metrics</c>.</summary>
internal static class ScrapingSetup
{
    public static void AddScraping(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Scraper>();
        builder.Services.AddSingleton<ISeriesSource, MemorySeries>();
        builder.Services.AddSingleton<ISeriesSource, LimitSeries>();
        builder.Services.AddSingleton<ISeriesSource, SessionSeries>();
        builder.Services.AddSingleton<ISeriesSource, StoreSeries>();
        builder.Services.AddSingleton<ISeriesSource, HubSeries>();
    }
}
