using Prometheus;

namespace Damon.Server.Scraping;

/// <summary>
/// The series of one scrape. Each scrape has a set of its own: what has ended is not in it, and nobody has to take it out.
/// What is not known is left out, because 0 would be a figure.
/// </summary>
internal sealed class SeriesSet
{
    private readonly MetricFactory _factory;

    /// <summary>Nothing yet.</summary>
    public SeriesSet() => _factory = Metrics.WithCustomRegistry(Registry);

    /// <summary>What the library writes out.</summary>
    public CollectorRegistry Registry { get; } = Metrics.NewCustomRegistry();

    /// <summary>Adds a figure that goes up and down; null adds nothing.</summary>
    public void Gauge(Metric metric, double? value, SeriesLabels labels)
    {
        if (value is { } known)
        {
            _factory.CreateGauge(metric.Name, metric.Help, labels.Names).WithLabels(labels.Values).Set(known);
        }
    }

    /// <summary>Adds a figure that only grows, as long as server and session live.</summary>
    public void Counter(Metric metric, double value, SeriesLabels labels)
        => _factory.CreateCounter(metric.Name, metric.Help, labels.Names).WithLabels(labels.Values).IncTo(value);

    /// <summary>Adds a figure and its standard error; null adds nothing.</summary>
    public void Estimate(EstimatedMetric metric, double? value, double? error, SeriesLabels labels)
    {
        Gauge(metric.Figure, value, labels);
        Gauge(metric.Error, error, labels);
    }
}
