using Damon.Server.History;

namespace Damon.Server.Scraping;

/// <summary>Whether what comes in can be stored.</summary>
internal sealed class StoreSeries(HistoryWriter writer) : ISeriesSource
{
    private static readonly Metric Writable = new("damon_store_writable", "Whether the history can be written: 1, or 0 while it cannot, because the disk is full, say.");
    private static readonly Metric Waiting = new("damon_store_queue_items", "Items that wait to be written.");
    private static readonly Metric Dropped = new("damon_store_dropped_snapshots_total", "Snapshots dropped since the server started because they could not be written.");

    /// <inheritdoc/>
    public void AddTo(SeriesSet set)
    {
        set.Gauge(Writable, writer.Failure is null ? 1 : 0, SeriesLabels.None);
        set.Gauge(Waiting, writer.Waiting, SeriesLabels.None);
        set.Counter(Dropped, writer.Lost, SeriesLabels.None);
    }
}
