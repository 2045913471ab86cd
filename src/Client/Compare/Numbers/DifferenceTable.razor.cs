using Damon.Client.Api;
using Damon.Client.Compare.Sides;
using Damon.Client.Layout;
using Damon.Model.Format;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Damon.Client.Compare.Numbers;

/// <summary>How differently both sides use their mappings.</summary>
public sealed partial class DifferenceTable : ComponentBase
{
    private IReadOnlyList<MappingDifference> _lines = [];
    private IReadOnlyList<MappingDifference> _shown = [];
    private ApiProblem? _problem;
    private bool _byRate;

    /// <summary>The first side.</summary>
    [Parameter, EditorRequired] public SideData A { get; set; } = new();

    /// <summary>The second side.</summary>
    [Parameter, EditorRequired] public SideData B { get; set; } = new();

    [Inject] private IJSRuntime Script { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnParametersSet() => Compute();

    private static string Bytes(MappingUse? use) => use is null ? "–" : ByteSize.Text(use.AccessedBytes);

    private static string Rate(MappingUse? use) => use is null ? "–" : use.MeanPercent is { } percent ? Percents.Text(percent) : "unknown";

    private string Style(bool rate) => rate == _byRate ? "" : "quiet";

    private string Pressed(bool rate) => rate == _byRate ? "true" : "false";

    private void Sort(bool rate)
    {
        _byRate = rate;
        Compute();
    }

    private void Compute()
    {
        _lines = MappingDifferences.Of(A.Use.Names, B.Use.Names, _byRate);
        _shown = [.. _lines.Where(line => line.Accessed).Take(MappingDifferences.Most)];
    }

    private async Task SaveAsync()
    {
        var fault = await FileDownload.SaveAsync(
            Script, $"damon-compare-{A.Session.Id}-{B.Session.Id}.csv", "text/csv;charset=utf-8", MappingDifferences.Csv(_lines));
        _problem = fault is null ? null : new ApiProblem { Status = System.Net.HttpStatusCode.OK, Message = "The browser did not save it: " + fault };
    }
}
