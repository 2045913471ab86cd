namespace Damon.Server.Scraping;

/// <summary>
/// Something of which there are series. It tells what the server holds anyway: a scrape comes every few seconds for as long
/// as the server runs, and neither walks a recording nor asks a sampler.
/// </summary>
internal interface ISeriesSource
{
    /// <summary>Adds its series as they are now.</summary>
    void AddTo(SeriesSet set);
}
