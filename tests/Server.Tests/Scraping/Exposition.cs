using System.Globalization;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Damon.Server.Tests.Hosting;

namespace Damon.Server.Tests.Scraping;

/// <summary>What a scrape has answered, read as Prometheus reads its text form.</summary>
internal sealed partial class Exposition
{
    private readonly List<(string Name, Dictionary<string, string> Labels, double Value)> _samples = [];

    private Exposition(string text)
    {
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        foreach (var line in text[..^1].Split('\n'))
        {
            if (line.StartsWith('#'))
            {
                Families.Add(line.Split(' ')[2]);
                continue;
            }

            var sample = Sample().Match(line);
            Assert.True(sample.Success, $"No sample: {line}");
            var labels = Label().Matches(sample.Groups["labels"].Value).ToDictionary(label => label.Groups["name"].Value, label => Unescape(label.Groups["value"].Value));
            _samples.Add((sample.Groups["name"].Value, labels, double.Parse(sample.Groups["value"].Value, CultureInfo.InvariantCulture)));
        }
    }

    /// <summary>Names of what is declared.</summary>
    public HashSet<string> Families { get; } = [];

    /// <summary>Scrapes the server.</summary>
    public static async Task<Exposition> OfAsync(TestServer server)
    {
        using var response = await GetAsync(server);
        return new Exposition(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Asks for the metrics with the token, in a form where one is given.</summary>
    public static async Task<HttpResponseMessage> GetAsync(TestServer server, string? accept = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", TestServer.Token);
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        var response = await server.Browser.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)response.StatusCode);
        return response;
    }

    /// <summary>The value of the one series that has exactly these labels; null when there is none.</summary>
    public double? Value(string name, params (string Name, string Value)[] labels)
    {
        var found = _samples.Where(sample => sample.Name == name && sample.Labels.Count == labels.Length
            && labels.All(label => sample.Labels.GetValueOrDefault(label.Name) == label.Value)).ToArray();
        Assert.True(found.Length <= 1, $"{name} is there {found.Length} times.");
        return found.Length == 1 ? found[0].Value : null;
    }

    /// <summary>Names of the series that have a label of this value.</summary>
    public IReadOnlyList<string> With(string label, string value)
        => [.. _samples.Where(sample => sample.Labels.GetValueOrDefault(label) == value).Select(sample => sample.Name)];

    /// <summary>What a label of a metric's series says, in order.</summary>
    public IReadOnlyList<string> Values(string name, string label)
        => [.. _samples.Where(sample => sample.Name == name && sample.Labels.ContainsKey(label)).Select(sample => sample.Labels[label]).Order(StringComparer.Ordinal)];

    private static string Unescape(string text)
        => Escape().Replace(text, escape => escape.Value == @"\n" ? "\n" : escape.Value[1..]);

    [GeneratedRegex("""^(?<name>[a-z_]+)(\{(?<labels>.*)\})? (?<value>[-+.0-9Ee]+)$""")]
    private static partial Regex Sample();

    [GeneratedRegex("""(?<name>[a-z_]+)="(?<value>(?:[^"\\]|\\["\\n])*)",?""")]
    private static partial Regex Label();

    [GeneratedRegex("""\\.""")]
    private static partial Regex Escape();
}
