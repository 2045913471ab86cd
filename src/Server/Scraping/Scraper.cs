namespace Damon.Server.Scraping;

/// <summary>Gathers what there is to tell.</summary>
internal sealed class Scraper(IEnumerable<ISeriesSource> sources)
{
    /// <summary>All series as they are now.</summary>
    public SeriesSet Take()
    {
        var set = new SeriesSet();
        foreach (var source in sources)
        {
            source.AddTo(set);
        }

        return set;
    }
}
