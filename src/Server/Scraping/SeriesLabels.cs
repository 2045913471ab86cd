namespace Damon.Server.Scraping;

/// <summary>The labels of a series.</summary>
internal sealed class SeriesLabels
{
    /// <summary>None, as where there is only one of its kind.</summary>
    public static SeriesLabels None { get; } = new([], []);

    private SeriesLabels(string[] names, string[] values) => (Names, Values) = (names, values);

    /// <summary>Their names.</summary>
    public string[] Names { get; }

    /// <summary>Their values, in the same order.</summary>
    public string[] Values { get; }

    /// <summary>These and one more. To Prometheus an empty value is the same as none, so that it is left out.</summary>
    public SeriesLabels With(string name, string? value)
        => string.IsNullOrEmpty(value) ? this : new SeriesLabels([.. Names, name], [.. Values, value]);
}
