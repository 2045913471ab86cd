using Damon.Client.Api;
using Damon.Client.Format;
using Damon.Client.Heatmap;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;

namespace Damon.Client.Sessions;

/// <content>Single snapshots: under the pointer, at the play head, at the end of the selection.</content>
public sealed partial class SessionController
{
    private Snapshot? lookedUp;
    private Snapshot? detail;
    private SelectedArea? selected;
    private WorkingSetResource? spread;
    private int looking;
    private bool detailing;

    /// <summary>The snapshot that the tables show: at the selection's end, else at the play head, else the newest.</summary>
    public Snapshot? Detail => selected is null && Mode == PageMode.Live ? live.Snapshots.Newest : detail;

    /// <summary>How the working set is spread over the time shown; null while nothing is known.</summary>
    public WorkingSetResource? WorkingSet
    {
        get
        {
            // The same object as long as nothing changes: what is drawn of it need not be drawn again.
            if (!ReferenceEquals(spread?.Percentiles, ShownLines.Percentiles))
            {
                spread = new WorkingSetResource(ShownLines.Percentiles, ShownLines.Mean, []);
            }

            return spread;
        }
    }

    /// <summary>The whole session, small.</summary>
    public SessionOverview Overview { get; private set; } = new();

    /// <summary>The selected part; null when nothing is selected.</summary>
    public SelectedArea? Selection => selected;

    /// <summary>The addresses that the tables show: selected, else visible; null for all.</summary>
    public AddressRange? DetailRange => selected is { } area ? new AddressRange(area.Low, area.High)
        : View.FullHeight || Axis.NearestTo(View.Bottom) is not { } low || Axis.NearestTo(View.Top) is not { } high || high <= low ? null
        : new AddressRange(low, high);

    private ViewRange? SelectionBox => selected is { } area && Axis.PositionOf(area.Low) is { } bottom && Axis.PositionOf(area.High) is { } top
        ? new ViewRange(area.FromUs, area.ToUs, bottom, top)
        : null;

    /// <inheritdoc/>
    public async Task SelectAsync(ViewRange box)
    {
        if (Axis.NearestTo(box.Bottom) is not { } low || Axis.NearestTo(box.Top) is not { } high || high <= low)
        {
            return;
        }

        var (from, to) = ((long)Math.Max(box.FromUs, All.FromUs), (long)Math.Min(box.ToUs, Math.Max(LastUs, View.ToUs)));
        var area = to > from ? new SelectedArea(from, to, low, high) : null;

        // The tables change when what they show has come, not before: old regions under new addresses would be wrong.
        var end = area is null ? detail : await LoadDetailAtAsync(area.ToUs);
        (selected, detail) = (area, end);
        await SelectionChangedAsync();
    }

    /// <summary>Selects all that is visible.</summary>
    public Task SelectVisibleAsync() => SelectAsync(View);

    /// <summary>Selects nothing.</summary>
    public Task ClearSelectionAsync()
    {
        selected = null;
        return SelectionChangedAsync();
    }

    /// <inheritdoc/>
    public HoverInfo Look(double us, double position)
    {
        var now = State();
        return HoverLookup.Find(us, position, now.Axis, mappings, Known((long)us), now.Source ?? live);
    }

    /// <inheritdoc/>
    public async Task<HoverInfo?> LookCloserAsync(double us, double position)
    {
        var mine = ++looking;
        try
        {
            await Task.Delay(TimeSpan.FromMilliseconds(140), time, closing.Token);
            if (mine != looking || Session is null)
            {
                return null;
            }

            lookedUp = await SnapshotAtAsync((long)us);
            return mine == looking && lookedUp is not null ? Look(us, position) : null;
        }
        catch (Exception fault) when (fault is ApiException or OperationCanceledException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public string Relative(double us) => Mode switch
    {
        PageMode.Replay => $"at {Durations.Clock(us - Clock.FromUs)}",
        _ when View.ToUs > us => $"{Durations.Text(Math.Round((View.ToUs - us) / 1e5) * 1e5)} ago",
        _ => "",
    };

    private async Task RefreshOverviewAsync()
    {
        try
        {
            if (FirstUs is { } from && await Overview.RefreshAsync(
                loader, Axis, from, LastUs, rows => RowMask.Create(rows, AreaFinder.Accessible(mappings)), closing.Token))
            {
                Changed?.Invoke();
            }
        }
        catch (ApiException fault)
        {
            Console.WriteLine($"The overview could not be loaded: {fault.Problem.Message}");
        }
        catch (OperationCanceledException)
        {
            // The page is gone.
        }
    }

    private async Task SelectionChangedAsync()
    {
        Chart.Invalidate(ChartParts.Shapes);
        Changed?.Invoke();
        HeadRested?.Invoke();
        await Chart.FlushAsync();
        await LoadDetailAsync();
    }

    private Snapshot? Known(long us)
        => live.Snapshots.At(us) ?? (lookedUp is { } one && one.StartUs <= us && one.EndUs > us ? one : null);

    private async Task<Snapshot?> SnapshotAtAsync(long us)
    {
        if (Known(us) is { } known)
        {
            return known;
        }

        var page = await api.GetSnapshotsAsync(Session!.Id, Target, us, us + 1, 1, closing.Token);
        return page.Snapshots.FirstOrDefault(s => s.StartUs <= us && s.EndUs > us);
    }

    // The play head moves many times a second; the tables need not.
    private async Task LoadDetailSoonAsync()
    {
        if (detailing)
        {
            return;
        }

        detailing = true;
        try
        {
            await Task.Delay(TimeSpan.FromMilliseconds(250), time, closing.Token);
            await LoadDetailAsync();
        }
        catch (OperationCanceledException)
        {
            // The page is gone.
        }
        finally
        {
            detailing = false;
        }
    }

    private async Task LoadDetailAsync()
    {
        if (Session is null || (selected is null && !IsRecorded))
        {
            return;
        }

        var found = await LoadDetailAtAsync((long)(selected?.ToUs ?? Clock.PositionUs));
        detail = found ?? (selected is null ? detail : null);
        if (selected is null && detail is not null)
        {
            ShowFiguresAtHead();
        }

        Changed?.Invoke();
    }

    // The last snapshot before a time: what a selection, or what has been played, ends with. Null when it is not known.
    private async Task<Snapshot?> LoadDetailAtAsync(long us)
    {
        try
        {
            return await SnapshotAtAsync(Math.Max(us - 1, FirstUs ?? 0));
        }
        catch (ApiException fault)
        {
            Console.WriteLine($"The snapshot at {Time.Clock(us)} could not be loaded: {fault.Problem.Message}");
            return null;
        }
    }

    // From the lines, which are there at once, and exactly from the snapshot when it is.
    private void ShowFiguresAtHead()
    {
        if (!IsRecorded)
        {
            return;
        }

        var at = Clock.PositionUs;
        if (ShownLines.At(at) is { } point)
        {
            Figures = SessionFigures.Of(point, ShownLines.CpuPercentAt(at));
        }

        if (selected is null && detail is { } one && one.StartUs <= at && one.EndUs >= at)
        {
            Figures = SessionFigures.Of(LineSeries.Of(one), Figures.SamplerCpuPercent) with { MissedTicks = one.MissedTicks };
        }
    }
}
