using System.Globalization;
using Damon.Client.Format;
using Damon.Client.Heatmap;
using Damon.Client.Layout;
using Damon.Contracts.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace Damon.Client.Tables;

/// <summary>The regions of one snapshot as a table: sortable, as long as it may be, to be saved, and a way into the picture.</summary>
public sealed partial class RegionTable : MomentView, IAsyncDisposable
{
    private const int Page = 10;

    private static readonly (RegionColumn Column, string Text, string Hint, string Style)[] Heads =
    [
        (RegionColumn.Address, "Addresses", "First byte, and one past the last", "address"),
        (RegionColumn.Mapping, "Mapping", "The mapping that holds most of the region", "mapping"),
        (RegionColumn.Size, "Size", "Bytes of address space", "number size"),
        (RegionColumn.Rate, "Access rate", "Share of the observed samples that found it accessed", "number rate"),
        (RegionColumn.Accesses, "Samples", "Samples that found it accessed, of all of this snapshot", "number accesses"),
        (RegionColumn.Age, "Age", "For how long the access rate has stayed about the same; in brackets, in snapshots", "number age"),
    ];

    private readonly string id = "regions-" + Guid.NewGuid().ToString("N");
    private RegionRow[] rows = [];
    private int[] indexes = [];
    private RegionSort sort = RegionSort.Default;
    private AddressRange? seen;
    private string caption = "";
    private string? problem;
    private int active = -1;
    private ulong? activeAddress;
    private ElementReference box;
    private ElementReference grid;
    private ScriptModule keys = null!;
    private bool attached;

    /// <summary>Only regions that reach into these addresses; null for all.</summary>
    [Parameter] public AddressRange? Range { get; set; }

    /// <summary>Raised with a region's addresses when its row is chosen.</summary>
    [Parameter] public EventCallback<AddressRange> Chosen { get; set; }

    [Inject] private IJSRuntime Script { get; set; } = null!;

    private string Empty => Shown.Snapshot switch
    {
        null => "No snapshot is known of this time. Choose another time in the picture.",
        { Regions.Length: 0 } => "This snapshot has no regions: nothing was mapped that can be monitored.",
        _ => "No region lies in these addresses. Show more of the picture.",
    };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Dispose();
        await keys.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override void OnInitialized() => keys = new ScriptModule(Script, "./damon-rows.js");

    /// <inheritdoc/>
    protected override bool OwnParametersChanged()
    {
        var changed = seen != Range;
        seen = Range;
        return changed;
    }

    /// <inheritdoc/>
    protected override void Compute()
    {
        rows = RegionRows.Of(Shown.Snapshot, Shown.Groups, Range);
        sort.Apply(rows);
        if (indexes.Length != rows.Length)
        {
            indexes = [.. Enumerable.Range(0, rows.Length)];
        }

        // The chosen row stays with its addresses, wherever the new order puts them.
        active = activeAddress is { } address ? Array.FindIndex(rows, r => r.Range.Start <= address && address < r.Range.End) : -1;
        caption = RegionCaption.Of(rows.Length, Shown.Snapshot?.Regions.Length ?? 0, Shown.AtText, Range);
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // The table is not there while it is empty, and another one when it comes back.
        if (rows.Length == 0)
        {
            attached = false;
        }
        else if (!attached)
        {
            attached = true;
            await keys.CallAsync("attach", grid);
        }
    }

    private static string Hex(ulong address) => HexAddressConverter.Format(address);

    private static string Accesses(RegionRow row)
        => string.Create(CultureInfo.InvariantCulture, $"{(row.Percent is null ? "–" : row.NrAccesses)} / {row.MaxNrAccesses}")
            + (row.Percent is not null && row.Unknown > 0 ? string.Create(CultureInfo.InvariantCulture, $", {row.Unknown} unknown") : "");

    private string RowId(int index) => string.Create(CultureInfo.InvariantCulture, $"{id}-{index}");

    private string Sorted(RegionColumn column) => sort.Column != column ? "none" : sort.Falling ? "descending" : "ascending";

    private void Press(RegionColumn column)
    {
        sort = sort.Press(column);
        Refresh();
    }

    private async Task OnKeyAsync(KeyboardEventArgs key)
    {
        if (key.CtrlKey || key.AltKey || key.MetaKey)
        {
            return;
        }

        var next = key.Key switch
        {
            "ArrowDown" => active + 1,
            "ArrowUp" => active - 1,
            "PageDown" => active + Page,
            "PageUp" => active - Page,
            "Home" => 0,
            "End" => rows.Length - 1,
            _ => -1,
        };
        if (key.Key == "Enter" && active >= 0)
        {
            await ChooseAsync(active);
        }
        else if (key.Key is "ArrowDown" or "ArrowUp" or "PageDown" or "PageUp" or "Home" or "End")
        {
            Activate(Math.Clamp(next, 0, rows.Length - 1));
            await keys.CallAsync("reveal", box, active);
        }
    }

    private Task ChooseAsync(int index)
    {
        if (index >= rows.Length)
        {
            return Task.CompletedTask;
        }

        Activate(index);
        return Chosen.InvokeAsync(rows[index].Range);
    }

    private void Activate(int index)
    {
        (active, activeAddress) = (index, rows[index].Range.Start);
        Redraw();
    }

    private Task SaveCsvAsync() => SaveAsync(".csv", "text/csv;charset=utf-8", RegionExport.Csv(rows));

    private Task SaveJsonAsync() => SaveAsync(".json", "application/json", RegionExport.Json(rows));

    private async Task SaveAsync(string ending, string type, string text)
    {
        try
        {
            await using var module = new ScriptModule(Script, "./damon-download.js");
            await module.CallAsync("save", RegionExport.FileName(Shown.Snapshot?.EndUs ?? 0) + ending, type, text);
            problem = null;
        }
        catch (JSException fault)
        {
            problem = "The browser did not save the file: " + fault.Message;
        }

        Redraw();
    }
}
