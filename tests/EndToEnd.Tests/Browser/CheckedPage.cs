using System.Text.Json.Serialization;
using Damon.Browsers;
using Microsoft.Playwright;

namespace Damon.EndToEnd.Tests.Browser;

/// <summary>A page of Damon, whose faults are collected.</summary>
internal sealed class CheckedPage : IAsyncDisposable
{
    private readonly List<string> _faults = [];
    private readonly Func<CheckedPage, Task>? _end;

    /// <param name="page">The page.</param>
    /// <param name="end">What becomes of it; null when it ends with its context, which nobody shares.</param>
    public CheckedPage(IPage page, Func<CheckedPage, Task>? end = null)
    {
        Page = page;
        _end = end;
        page.SetDefaultTimeout(60_000);
        page.PageError += (_, error) => _faults.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                _faults.Add(message.Text);
            }
        };
    }

    public IPage Page { get; }

    /// <summary>What the browser has complained of so far.</summary>
    public IReadOnlyList<string> Faults => [.. _faults];

    public ILocator Part(string testId) => Page.GetByTestId(testId);

    /// <summary>Shows the colour settings, where they are not shown yet.</summary>
    public async Task OpenColoursAsync()
    {
        if (await Part("colours").GetAttributeAsync("aria-expanded") != "true")
        {
            await Part("colours").ClickAsync();
        }
    }

    /// <summary>What the heatmap shows; null while there is none.</summary>
    public Task<HeatmapCells?> CellsAsync() => Page.EvaluateAsync<HeatmapCells?>(HeatmapScript.Cells);

    /// <summary>What the heatmap in the element of that name shows; null while there is none.</summary>
    public Task<HeatmapCells?> CellsAsync(string chart) => Page.EvaluateAsync<HeatmapCells?>(HeatmapScript.Cells, chart);

    /// <summary>Waits for cells of which <paramref name="condition"/> is true.</summary>
    public async Task<HeatmapCells> WaitForCellsAsync(string what, Func<HeatmapCells, bool> condition)
    {
        HeatmapCells? cells = null;
        await Wait.UntilAsync(what, async () => (cells = await CellsAsync()) is { } found && condition(found));
        return cells!;
    }

    public async ValueTask DisposeAsync()
    {
        await (_end?.Invoke(this) ?? Page.Context.DisposeAsync().AsTask());
    }

    /// <summary>The answer of <see cref="HeatmapScript.Cells"/>.</summary>
    internal sealed record HeatmapCells
    {
        [JsonPropertyName("columns")] public int Columns { get; init; }

        [JsonPropertyName("rows")] public int Rows { get; init; }

        [JsonPropertyName("known")] public int Known { get; init; }

        [JsonPropertyName("inferred")] public int Inferred { get; init; }

        [JsonPropertyName("hidden")] public int Hidden { get; init; }

        [JsonPropertyName("hottest")] public double Hottest { get; init; }

        [JsonPropertyName("nonEmpty")] public int NonEmpty { get; init; }

        [JsonPropertyName("checksum")] public double Checksum { get; init; }
    }
}
