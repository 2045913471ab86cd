using Damon.Client.Addresses;
using Damon.Client.Api;
using Damon.Client.Charts;
using Damon.Client.Format;
using Damon.Client.Hover;
using Damon.Client.Lines;
using Damon.Client.Sessions.Times;
using Damon.Client.Views;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Model.Addresses;

namespace Damon.Client.Sessions;

/// <content>Single snapshots: under the pointer, at the play head, at the end of the selection.</content>
public sealed partial class SessionController
{
    private Snapshot? _lookedUp;
    private Snapshot? _detail;
    private SelectedArea? _selected;
    private WorkingSetResource? _spread;
    private int _looking;
    private bool _detailing;

    /// <summary>The snapshot that the tables show: at the selection's end, else at the play head, else the newest.</summary>
    public Snapshot? Detail => _selected is null && Mode == PageMode.Live ? _live.Snapshots.Newest : _detail;

    /// <summary>How the working set is spread over the time shown; null while nothing is known.</summary>
    public WorkingSetResource? WorkingSet
    {
        get
        {
            // The same object as long as nothing changes: what is drawn of it need not be drawn again.
            if (!ReferenceEquals(_spread?.Percentiles, ShownLines.Percentiles))
            {
                _spread = new WorkingSetResource(ShownLines.Percentiles, ShownLines.Mean, []);
            }

            return _spread;
        }
    }

    /// <summary>The whole session, small.</summary>
    public SessionOverview Overview { get; private set; } = new();

    /// <summary>The selected part; null when nothing is selected.</summary>
    public SelectedArea? Selection => _selected;

    /// <summary>The addresses that the tables show: selected, else visible; null for all.</summary>
    public AddressRange? DetailRange => _selected is { } area ? new AddressRange(area.Low, area.High)
        : View.FullHeight || Axis.NearestTo(View.Bottom) is not { } low || Axis.NearestTo(View.Top) is not { } high || high <= low ? null
        : new AddressRange(low, high);

    private ViewRange? SelectionBox => _selected is { } area && Axis.PositionOf(area.Low) is { } bottom && Axis.PositionOf(area.High) is { } top
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
        var end = area is null ? _detail : await LoadDetailAtAsync(area.ToUs);
        (_selected, _detail) = (area, end);
        await SelectionChangedAsync();
    }

    /// <summary>Selects all that is visible.</summary>
    public Task SelectVisibleAsync() => SelectAsync(View);

    /// <summary>Selects nothing.</summary>
    public Task ClearSelectionAsync()
    {
        _selected = null;
        return SelectionChangedAsync();
    }

    /// <inheritdoc/>
    public HoverInfo Look(double us, double position)
    {
        var now = State();
        return HoverLookup.Find(us, position, now.Axis, _mappings, Known((long)us), now.Source ?? _live);
    }

    /// <inheritdoc/>
    public async Task<HoverInfo?> LookCloserAsync(double us, double position)
    {
        var mine = ++_looking;
        try
        {
            await Task.Delay(TimeSpan.FromMilliseconds(140), _time, _closing.Token);
            if (mine != _looking || Session is null)
            {
                return null;
            }

            _lookedUp = await SnapshotAtAsync((long)us);
            return mine == _looking && _lookedUp is not null ? Look(us, position) : null;
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
                _loader, Axis, from, LastUs, rows => RowMask.Create(rows, AreaFinder.Accessible(_mappings)), _closing.Token))
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
        => _live.Snapshots.At(us) ?? (_lookedUp is { } one && one.StartUs <= us && one.EndUs > us ? one : null);

    private async Task<Snapshot?> SnapshotAtAsync(long us)
    {
        if (Known(us) is { } known)
        {
            return known;
        }

        var page = await _api.GetSnapshotsAsync(Session!.Id, Target, us, us + 1, 1, _closing.Token);
        return page.Snapshots.FirstOrDefault(s => s.StartUs <= us && s.EndUs > us);
    }

    // The play head moves many times a second; the tables need not.
    private async Task LoadDetailSoonAsync()
    {
        if (_detailing)
        {
            return;
        }

        _detailing = true;
        try
        {
            await Task.Delay(TimeSpan.FromMilliseconds(250), _time, _closing.Token);
            await LoadDetailAsync();
        }
        catch (OperationCanceledException)
        {
            // The page is gone.
        }
        finally
        {
            _detailing = false;
        }
    }

    private async Task LoadDetailAsync()
    {
        if (Session is null || (_selected is null && !IsRecorded))
        {
            return;
        }

        var found = await LoadDetailAtAsync((long)(_selected?.ToUs ?? Clock.PositionUs));
        _detail = found ?? (_selected is null ? _detail : null);
        if (_selected is null && _detail is not null)
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

        if (_selected is null && _detail is { } one && one.StartUs <= at && one.EndUs >= at)
        {
            Figures = SessionFigures.Of(LineSeries.Of(one), Figures.SamplerCpuPercent) with { MissedTicks = one.MissedTicks };
        }
    }
}
