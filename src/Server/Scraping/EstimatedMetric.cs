namespace Damon.Server.Scraping;

/// <summary>A figure that is estimated, and its standard error, which has a name of its own.</summary>
/// <param name="Figure">The figure.</param>
/// <param name="Error">Its standard error.</param>
internal sealed record EstimatedMetric(Metric Figure, Metric Error)
{
    /// <summary>Both, by the name of the figure.</summary>
    /// <param name="name">The name, with its unit.</param>
    /// <param name="help">What it means, as a sentence.</param>
    public static EstimatedMetric Of(string name, string help) => new(new Metric(name, help), new Metric(name + "_error", $"Standard error of {name}."));
}
