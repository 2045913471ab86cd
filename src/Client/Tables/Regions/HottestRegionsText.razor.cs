using Microsoft.AspNetCore.Components;

namespace Damon.Client.Tables.Regions;

/// <summary>The hottest regions as a plain table: what the picture shows, for who cannot see it.</summary>
public sealed partial class HottestRegionsText : MomentView
{
    private const int Most = 10;

    private RegionRow[] _rows = [];
    private string? _seen;

    /// <summary>Follows new snapshots every two seconds, unless told otherwise.</summary>
    public HottestRegionsText() => Every = TimeSpan.FromSeconds(2);

    /// <summary>Id of the element, for <c>aria-describedby</c> of the picture.</summary>
    [Parameter] public string Id { get; set; } = "hottest-regions";

    /// <inheritdoc/>
    protected override bool OwnParametersChanged()
    {
        var changed = _seen != Id;
        _seen = Id;
        return changed;
    }

    /// <inheritdoc/>
    protected override void Compute()
    {
        var all = RegionRows.Of(Shown.Snapshot, Shown.Groups);
        var accessed = Array.FindAll(all, r => r.Percent > 0);
        RegionSort.Default.Apply(accessed);
        _rows = accessed.Length > Most ? accessed[..Most] : accessed;
    }
}
