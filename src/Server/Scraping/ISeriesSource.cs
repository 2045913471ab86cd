namespace Damon.Server.Scraping;

/// <summary>
/// Something of which there are series. It tells what the server holds: a scrape comes every few seconds for as long as
/// the server runs, and never walks a recording.
/// </summary>
internal interface ISeriesSource
{
    /// <summary>Gets what has to be asked for; it returns within a second, whether there was an answer or not.</summary>
    Task PrepareAsync() => Task.CompletedTask;

    /// <summary>Adds its series as they are now.</summary>
    void AddTo(SeriesSet set);
}
