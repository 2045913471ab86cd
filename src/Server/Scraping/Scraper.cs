namespace Damon.Server.Scraping;

/// <summary>Gathers what there is to tell.</summary>
internal sealed class Scraper(IEnumerable<ISeriesSource> sources)
{
    /// <summary>All series as they are now.</summary>
    public async Task<SeriesSet> TakeAsync()
    {
        await Task.WhenAll(sources.Select(static source => source.PrepareAsync()));
        var set = new SeriesSet();
        foreach (var source in sources)
        {
            source.AddTo(set);
        }

        return set;
    }
}
