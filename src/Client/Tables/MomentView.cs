using Damon.Client.Addresses;
using Damon.Contracts.Monitoring;
using Microsoft.AspNetCore.Components;

namespace Damon.Client.Tables;

/// <summary>
/// A view of one snapshot. A live session has up to ten of them a second, more than anybody can read in a table, and each
/// costs the browser work: the view changes at most once in a while, and only when what it was given has changed.
/// </summary>
public abstract class MomentView : ComponentBase, IDisposable
{
    private Paced<Moment>? _paced;
    private Moment? _offered;
    private bool _changed;

    /// <summary>The snapshot; null when none is known of the time shown.</summary>
    [Parameter] public Snapshot? Snapshot { get; set; }

    /// <summary>Mappings of the target at that time, in address order.</summary>
    [Parameter] public IReadOnlyList<Mapping> Mappings { get; set; } = [];

    /// <summary>The time of the snapshot in words, such as <c>at 12:00:05.1</c>.</summary>
    [Parameter] public string AtText { get; set; } = "";

    /// <summary>The view follows new snapshots at most once in this time; zero follows each.</summary>
    [Parameter] public TimeSpan Every { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>What is shown.</summary>
    protected Moment Shown => _paced?.Current ?? new Moment(null, MappingGroups.Empty, "");

    [Inject] private TimeProvider Time { get; set; } = null!;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases the timer.</summary>
    protected virtual void Dispose(bool disposing) => _paced?.Dispose();

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        _paced ??= new Paced<Moment>(Time, () => _ = InvokeAsync(Follow));
        var moved = false;
        if (_offered is null || !ReferenceEquals(_offered.Snapshot, Snapshot) || !ReferenceEquals(_offered.Groups.Mappings, Mappings) || _offered.AtText != AtText)
        {
            var groups = ReferenceEquals(_offered?.Groups.Mappings, Mappings) ? _offered!.Groups : MappingGroups.Of(Mappings);
            _offered = new Moment(Snapshot, groups, AtText);
            moved = _paced.Offer(_offered, Shown.Snapshot is null || Snapshot is null ? TimeSpan.Zero : Every);
        }

        if (OwnParametersChanged() || moved)
        {
            Refresh();
        }
    }

    /// <inheritdoc/>
    protected override bool ShouldRender()
    {
        (var render, _changed) = (_changed, false);
        return render;
    }

    /// <summary>Whether a parameter of the view itself has changed; remembers what it saw.</summary>
    protected virtual bool OwnParametersChanged() => false;

    /// <summary>Computes what is drawn from <see cref="Shown"/>.</summary>
    protected abstract void Compute();

    /// <summary>Computes anew, and has the view drawn.</summary>
    protected void Refresh()
    {
        Compute();
        _changed = true;
    }

    /// <summary>Has the view drawn as it is.</summary>
    protected void Redraw() => _changed = true;

    private void Follow()
    {
        if (_paced!.Take())
        {
            Refresh();
            StateHasChanged();
        }
    }
}
