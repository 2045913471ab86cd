using Damon.Client.Addresses;
using Damon.Client.Api;
using Damon.Client.Charts;
using Damon.Client.Viewports;
using Damon.Contracts.Monitoring;
using Damon.Model.Addresses;

namespace Damon.Client.Views;

/// <summary>Single snapshots of a target: at the play head, or at the end of what is selected.</summary>
/// <param name="target">The target.</param>
public sealed class SnapshotDetail(TargetContext target)
{
    private Snapshot? _lookedUp;
    private long? _nothingAtUs;

    /// <summary>The selected part; null when nothing is selected.</summary>
    public SelectedArea? Selection { get; set; }

    /// <summary>The snapshot at the selection's end, else at the play head; null when none is known.</summary>
    public Snapshot? Snapshot { get; set; }

    /// <summary>A snapshot that the page holds already; null when it does not.</summary>
    /// <param name="us">A moment of it, Unix microseconds.</param>
    public Snapshot? Known(long us)
        => target.Recent.At(us) ?? (_lookedUp is { } one && one.StartUs <= us && one.EndUs > us ? one : null);

    /// <summary>The snapshot that holds a moment, from the page or else from the server; null when none was recorded.</summary>
    /// <exception cref="ApiException">The server did not answer.</exception>
    public async Task<Snapshot?> AtAsync(long us)
        => Known(us) ?? (_nothingAtUs == us ? null : await target.Loader.LoadSnapshotAsync(us, target.Page.Closing));

    /// <summary>As <see cref="AtAsync"/>, and keeps it for what is asked next.</summary>
    /// <exception cref="ApiException">The server did not answer.</exception>
    public async Task<Snapshot?> LookUpAsync(long us) => _lookedUp = await AtAsync(us);

    /// <summary>Takes up what the opening tells: the last snapshot that starts before a moment.</summary>
    /// <param name="snapshot">The snapshot; null when there is none.</param>
    /// <param name="beforeUs">The moment, Unix microseconds.</param>
    public void Take(Snapshot? snapshot, long beforeUs)
    {
        var us = BeforeUs(beforeUs);
        _lookedUp = snapshot ?? _lookedUp;
        _nothingAtUs = Known(us) is null ? us : null;
    }

    /// <summary>The last snapshot before a moment: what a selection, or what has been played, ends with.</summary>
    /// <returns>Null when it is not known.</returns>
    public async Task<Snapshot?> BeforeAsync(long us)
    {
        try
        {
            return await AtAsync(BeforeUs(us));
        }
        catch (ApiException fault)
        {
            Console.WriteLine($"The snapshot at {target.Page.AxisTime.Clock(us)} could not be loaded: {fault.Problem.Message}");
            return null;
        }
        catch (OperationCanceledException) when (target.Page.Closing.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Loads the snapshot at the selection's end, else before a moment; the one before stays when none is known there.</summary>
    public async Task LoadAsync(double headUs)
    {
        var found = await BeforeAsync((long)(Selection?.ToUs ?? headUs));
        Snapshot = found ?? (Selection is null ? Snapshot : null);
    }

    /// <summary>Selects a part of what a view shows; what holds no address is left out.</summary>
    /// <param name="view">The view.</param>
    /// <param name="box">The part.</param>
    public async Task SelectAsync(ISessionView view, ViewRange box)
    {
        if (view.Axis.NearestTo(box.Bottom) is not { } low || view.Axis.NearestTo(box.Top) is not { } high || high <= low)
        {
            return;
        }

        var (from, to) = ((long)Math.Max(box.FromUs, view.All.FromUs), (long)Math.Min(box.ToUs, Math.Max(target.LastUs, view.View.ToUs)));
        var area = to > from ? new SelectedArea(from, to, low, high) : null;

        // The tables change when what they show has come, not before: old regions under new addresses would be wrong.
        var end = area is null ? Snapshot : await BeforeAsync(area.ToUs);
        (Selection, Snapshot) = (area, end);
        await ChangedAsync(view);
    }

    /// <summary>Selects nothing.</summary>
    public Task ClearAsync(ISessionView view)
    {
        Selection = null;
        return ChangedAsync(view);
    }

    /// <summary>The selection on an axis; null when there is none, or it lies beside the axis.</summary>
    public ViewRange? Box(AddressAxis axis) => Selection is { } area && axis.PositionOf(area.Low) is { } bottom && axis.PositionOf(area.High) is { } top
        ? new ViewRange(area.FromUs, area.ToUs, bottom, top)
        : null;

    /// <summary>The addresses that the tables show: selected, else visible; null for all.</summary>
    public AddressRange? Addresses(ISessionView view) => Selection is { } area ? new AddressRange(area.Low, area.High)
        : view.View.FullHeight || view.Axis.NearestTo(view.View.Bottom) is not { } low || view.Axis.NearestTo(view.View.Top) is not { } high || high <= low ? null
        : new AddressRange(low, high);

    private long BeforeUs(long us) => Math.Max(us - 1, target.FirstUs ?? 0);

    private async Task ChangedAsync(ISessionView view)
    {
        target.Page.Chart.Invalidate(ChartParts.Shapes);
        target.Page.Tell();
        target.Page.TellHeadRested();
        await target.Page.Chart.FlushAsync();
        await view.RefreshDetailAsync();
    }
}
