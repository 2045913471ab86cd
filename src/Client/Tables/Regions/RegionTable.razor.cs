using System.Globalization;
using Damon.Client.Layout;
using Damon.Contracts.Json;
using Damon.Model.Addresses;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace Damon.Client.Tables.Regions;

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

    private readonly string _id = "regions-" + Guid.NewGuid().ToString("N");
    private RegionRow[] _rows = [];
    private int[] _indexes = [];
    private RegionSort _sort = RegionSort.Default;
    private AddressRange? _seen;
    private string _caption = "";
    private string? _problem;
    private bool _showsAll;
    private int _hidden;
    private int _active = -1;
    private ulong? _activeAddress;
    private ElementReference _box;
    private ElementReference _grid;
    private ScriptModule _keys = null!;
    private bool _attached;

    /// <summary>Only regions that reach into these addresses; null for all.</summary>
    [Parameter] public AddressRange? Range { get; set; }

    /// <summary>Raised with a region's addresses when its row is chosen.</summary>
    [Parameter] public EventCallback<AddressRange> Chosen { get; set; }

    [Inject] private IJSRuntime Script { get; set; } = null!;

    private string Empty => Shown.Snapshot switch
    {
        null => "No snapshot is known of this time. Choose another time in the picture.",
        { Regions.Length: 0 } => "This snapshot has no regions: nothing was mapped that can be monitored.",
        _ when _hidden > 0 => "All regions in these addresses are unmapped or reserved.",
        _ => "No region lies in these addresses. Show more of the picture.",
    };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Dispose();
        await _keys.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override void OnInitialized() => _keys = new ScriptModule(Script, "./damon-rows.js");

    /// <inheritdoc/>
    protected override bool OwnParametersChanged()
    {
        var changed = _seen != Range;
        _seen = Range;
        return changed;
    }

    /// <inheritdoc/>
    protected override void Compute()
    {
        var all = RegionRows.Of(Shown.Snapshot, Shown.Groups, Range);
        _rows = _showsAll ? all : Array.FindAll(all, row => !row.IsEmpty);
        _hidden = all.Length - _rows.Length;
        _sort.Apply(_rows);
        if (_indexes.Length != _rows.Length)
        {
            _indexes = [.. Enumerable.Range(0, _rows.Length)];
        }

        // The chosen row stays with its addresses, wherever the new order puts them.
        _active = _activeAddress is { } address ? Array.FindIndex(_rows, r => r.Range.Start <= address && address < r.Range.End) : -1;
        _caption = RegionCaption.Of(_rows.Length, Shown.Snapshot?.Regions.Length ?? 0, Shown.AtText, Range, _hidden);
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // The table is not there while it is empty, and another one when it comes back.
        if (_rows.Length == 0)
        {
            _attached = false;
        }
        else if (!_attached)
        {
            _attached = true;
            await _keys.CallAsync("attach", _grid);
        }
    }

    private static string Hex(ulong address) => HexAddressConverter.Format(address);

    private static string Accesses(RegionRow row)
        => string.Create(CultureInfo.InvariantCulture, $"{(row.Percent is null ? "–" : row.NrAccesses)} / {row.MaxNrAccesses}")
            + (row.Percent is not null && row.Unknown > 0 ? string.Create(CultureInfo.InvariantCulture, $", {row.Unknown} unknown") : "");

    private string RowId(int index) => string.Create(CultureInfo.InvariantCulture, $"{_id}-{index}");

    private string Sorted(RegionColumn column) => _sort.Column != column ? "none" : _sort.Falling ? "descending" : "ascending";

    private void Press(RegionColumn column)
    {
        _sort = _sort.Press(column);
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
            "ArrowDown" => _active + 1,
            "ArrowUp" => _active - 1,
            "PageDown" => _active + Page,
            "PageUp" => _active - Page,
            "Home" => 0,
            "End" => _rows.Length - 1,
            _ => -1,
        };
        if (key.Key == "Enter" && _active >= 0)
        {
            await ChooseAsync(_active);
        }
        else if (key.Key is "ArrowDown" or "ArrowUp" or "PageDown" or "PageUp" or "Home" or "End")
        {
            Activate(Math.Clamp(next, 0, _rows.Length - 1));
            await _keys.CallAsync("reveal", _box, _active);
        }
    }

    private Task ChooseAsync(int index)
    {
        if (index >= _rows.Length)
        {
            return Task.CompletedTask;
        }

        Activate(index);
        return Chosen.InvokeAsync(_rows[index].Range);
    }

    private void Activate(int index)
    {
        (_active, _activeAddress) = (index, _rows[index].Range.Start);
        Redraw();
    }

    private Task SaveCsvAsync() => SaveAsync(".csv", "text/csv;charset=utf-8", RegionExport.Csv(_rows));

    private Task SaveJsonAsync() => SaveAsync(".json", "application/json", RegionExport.Json(_rows));

    private async Task SaveAsync(string ending, string type, string text)
    {
        var fault = await FileDownload.SaveAsync(Script, RegionExport.FileName(Shown.Snapshot?.EndUs ?? 0) + ending, type, text);
        _problem = fault is null ? null : "The browser did not save the file: " + fault;
        Redraw();
    }
}
