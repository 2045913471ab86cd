using System.Globalization;
using Damon.Contracts.Json;
using Damon.Model.Addresses;
using Microsoft.AspNetCore.Components;

namespace Damon.Client.Tables.Mappings;

/// <summary>The mappings of a target: which are hot, and what of them has long not been accessed.</summary>
public sealed partial class MappingTable : MomentView
{
    /// <summary>Lines at most; the rest is summed in one more.</summary>
    public const int Most = 200;

    private static readonly (MappingColumn Column, string Text, string Hint, string Style)[] Heads =
    [
        (MappingColumn.Name, "Mapping", "Name, start address where there is none, and permissions", "name"),
        (MappingColumn.Size, "Size", "Monitored bytes of address space", "number size"),
        (MappingColumn.Use, "In use", "Shares accessed, idle and unknown", "use"),
        (MappingColumn.Rate, "Access rate", "Mean share of observed samples that found it accessed, weighted by bytes", "number rate"),
        (MappingColumn.Heat, "Heat", "Access rate times size: memory accessed at a time, by which the hottest is chosen", "number heat"),
        (MappingColumn.Idle, "Idle", "Bytes not accessed for at least the time chosen", "number idle"),
        (MappingColumn.IdleFor, "Longest idle", "The longest time one of its regions has not been accessed", "number idle-for"),
    ];

    private readonly string _id = "mappings-" + Guid.NewGuid().ToString("N");
    private IReadOnlyList<MappingFigure> _rows = [];
    private MappingFigure? _rest;
    private int _restCount;
    private MappingSort _sort = MappingSort.Hottest;
    private string _sentence = "";
    private (int Threshold, bool IsShort) _seen;

    /// <summary>From which time without an access on memory counts as idle, seconds.</summary>
    [Parameter] public int IdleSeconds { get; set; } = IdleThresholds.Default;

    /// <summary>Raised when the user chooses another time; the page sets <see cref="IdleSeconds"/>.</summary>
    [Parameter] public EventCallback<int> IdleSecondsChanged { get; set; }

    /// <summary>Time since the recording began, microseconds; null when not known.</summary>
    [Parameter] public double? ObservedUs { get; set; }

    /// <summary>Raised with a mapping's addresses when its row is chosen.</summary>
    [Parameter] public EventCallback<AddressRange> Chosen { get; set; }

    private string Empty => Shown.Snapshot is null
        ? "No snapshot is known of this time. Choose another time in the picture."
        : Shown.Groups.Mappings.Count == 0
        ? "The mappings of this time are not known. The table of regions does without them."
        : "No region of this snapshot lies in a mapping.";

    /// <inheritdoc/>
    protected override bool OwnParametersChanged()
    {
        // How long it has been observed matters only until that is long enough.
        var now = (IdleSeconds, ObservedUs < IdleSeconds * 1e6);
        var changed = _seen != now;
        _seen = now;
        return changed;
    }

    /// <inheritdoc/>
    protected override void Compute()
    {
        var figures = MappingFigures.Of(Shown.Snapshot, Shown.Groups, IdleSeconds * 1e6);
        var sorted = _sort.Apply(figures);
        _rows = sorted.Count > Most ? [.. sorted.Take(Most)] : sorted;
        _restCount = sorted.Count - _rows.Count;
        _rest = _restCount > 0 ? sorted.Skip(Most).Aggregate((a, b) => a.Plus(b)) : null;
        _sentence = figures.Count > 0 ? IdleSentence.Of(figures, IdleSeconds, ObservedUs) : "";
    }

    private static string Hex(ulong address) => HexAddressConverter.Format(address);

    private string Pressed(MappingSort order) => _sort == order ? "true" : "false";

    private string Style(MappingSort order) => _sort == order ? "on" : "quiet";

    private string Sorted(MappingColumn column) => _sort.Column != column ? "none" : _sort.Falling ? "descending" : "ascending";

    private void Order(MappingSort order)
    {
        _sort = order;
        Refresh();
    }

    private Task ThresholdAsync(ChangeEventArgs change)
        => int.TryParse(change.Value?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? IdleSecondsChanged.InvokeAsync(seconds)
            : Task.CompletedTask;
}
