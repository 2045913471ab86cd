namespace Damon.Server.Scraping;

/// <summary>What is told under one name.</summary>
/// <param name="Name">The name, with its unit.</param>
/// <param name="Help">What it means, as a sentence.</param>
internal sealed record Metric(string Name, string Help);
