using Damon.Client.Api;
using Damon.Client.Heatmap;
using Damon.Contracts.Monitoring;

namespace Damon.Client.Sessions;

/// <content>A recording.</content>
public sealed partial class SessionController
{
    private AddressAxis axis = AddressAxis.Empty;
    private RecordedPicture? shown;
    private IReadOnlyList<Snapshot> details = [];
    private int request;
    private bool detailing;
    private ViewSettings? asked;

    /// <summary>The play head.</summary>
    public ReplayClock Clock { get; }

    /// <summary>Plays or pauses.</summary>
    public async Task TogglePlayAsync()
    {
        if (Clock.Playing)
        {
            Clock.Pause();
            await MovedAsync();
            return;
        }

        if (Clock.AtEnd || Clock.PositionUs < View.FromUs || Clock.PositionUs >= View.ToUs)
        {
            // What is looked at is what is played.
            Clock.Seek(View.FromUs);
        }

        Clock.Play();
        await MovedAsync();
        await PlayAsync();
    }

    /// <summary>Moves the play head.</summary>
    public async Task SeekAsync(double us)
    {
        Clock.Seek(us);
        await MovedAsync();
        if (Clock.PositionUs < View.FromUs || Clock.PositionUs > View.ToUs)
        {
            await ShowAsync(View.Around(Clock.PositionUs));
        }
    }

    /// <summary>Sets the speed; null is "fit".</summary>
    public void SetSpeed(double? speed)
    {
        Clock.SetSpeed(speed);
        Changed?.Invoke();
    }

    private async Task OpenReplayAsync()
    {
        Mode = PageMode.Replay;
        var (from, to) = (Session!.FirstUs ?? 0, Session.LastUs ?? 0);
        Clock.Load(from, to);
        if (to <= from)
        {
            Changed?.Invoke();
            return;
        }

        View = new ViewRange(from, to, 0, 1);
        Fetching = true;
        Changed?.Invoke();
        mappings = await api.GetMappingsAsync(Session.Id, Target, null, closing.Token);
        var areas = await loader.LoadAreasAsync(null, null, closing.Token);
        var accessible = AreaFinder.Accessible(mappings);
        axis = AddressAxis.Create(AreaFinder.CutHoles(areas, accessible), accessible);
        View = Asked(View);
        Chart.Invalidate(ChartParts.All);
        await LoadViewAsync();
        lines = new LineSeries();
        lines.Load((await api.GetWorkingSetAsync(Session.Id, Target, null, null, closing.Token)).Series);
        Chart.Invalidate(ChartParts.Lines);
        await MovedAsync();
    }

    // The part that the page's address asks for; only the first time, later the user has moved on.
    private ViewRange Asked(ViewRange all)
    {
        var (wanted, view) = (asked, all);
        asked = null;
        if (wanted is { FromUs: { } from, ToUs: { } to })
        {
            view = view with { FromUs = from, ToUs = to };
        }

        if (wanted is { Low: { } low, High: { } high } && axis.PositionOf(low) is { } bottom && axis.PositionOf(high) is { } top && top > bottom)
        {
            view = view with { Bottom = bottom, Top = top };
        }

        return view.Clamped();
    }

    // Fetches bins for the visible part; only the newest of several requests is shown.
    private async Task LoadViewAsync()
    {
        var mine = ++request;
        Fetching = true;
        Changed?.Invoke();
        try
        {
            var rows = RowMap.Create(axis, RowCount(), View.Bottom, View.Top);
            var from = Math.Floor(Math.Max(View.FromUs, Session?.FirstUs ?? View.FromUs));
            var to = Math.Ceiling(Math.Min(View.ToUs, Math.Max(Session?.LastUs ?? 0, live.NewestUs)));
            if (to <= from)
            {
                (from, to) = (Math.Floor(View.FromUs), Math.Ceiling(View.ToUs));
            }

            var aggregation = Math.Max(1_000, Session?.Attributes.AggregationIntervalUs ?? 100_000);
            var columns = (int)Math.Clamp(Math.Round((to - from) / aggregation), 1, LivePicture.MostColumns);
            var grid = await loader.LoadAsync(rows, (long)from, (to - from) / columns, columns, closing.Token);
            if (mine == request)
            {
                shown = new RecordedPicture(grid, rows, RowMask.Create(rows, AreaFinder.Accessible(mappings))) { LimitUs = Limit() };
                Chart.Invalidate(ChartParts.Cells);
            }
        }
        catch (ApiException fault)
        {
            Problem = fault.Problem;
        }
        finally
        {
            Fetching = mine != request && Fetching;
        }

        Changed?.Invoke();
        await Chart.FlushAsync();
    }

    private double? Limit() => Mode == PageMode.Replay && Clock.Playing ? Clock.PositionUs : null;

    // Everything that moves with the play head.
    private async Task MovedAsync()
    {
        if (shown is { } picture)
        {
            var (before, now) = (picture.LimitUs, Limit());
            picture.LimitUs = now;
            Chart.Invalidate(ChartParts.Shapes);
            if (before != now)
            {
                var whole = before is null || now is null || now < before;
                Chart.Invalidate(ChartParts.Cells, whole ? null : picture.ColumnBefore(before!.Value));
            }
        }

        if (lines.At(Clock.PositionUs) is { } point)
        {
            Figures = Figures with { AtUs = point.Us, WorkingSetBytes = point.WorkingSet, ResidentBytes = point.Resident, Regions = point.Regions };
        }

        Changed?.Invoke();
        _ = LoadDetailsAsync();
        await Chart.FlushAsync();
    }

    private async Task PlayAsync()
    {
        while (Clock.Playing && Mode == PageMode.Replay)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(80), time, closing.Token);
            if (Clock.Playing && Clock.AtEnd)
            {
                Clock.Pause();
            }

            var head = Clock.PositionUs;
            if (Clock.Playing && (head > View.ToUs || head < View.FromUs))
            {
                // The play head has left a zoomed view: turn the page.
                var from = head - (View.WidthUs * 0.02);
                View = View with { FromUs = from, ToUs = from + View.WidthUs };
                Chart.Invalidate(ChartParts.Time | ChartParts.Lines);
                _ = LoadViewAsync();
            }

            await MovedAsync();
        }
    }

    // The snapshots before the play head: intervals and cost, which the lines do not carry.
    private async Task LoadDetailsAsync()
    {
        if (detailing)
        {
            return;
        }

        detailing = true;
        try
        {
            await Task.Delay(TimeSpan.FromMilliseconds(250), time, closing.Token);
            var at = (long)Clock.PositionUs;
            var aggregation = Session!.Attributes.AggregationIntervalUs;
            var page = await api.GetSnapshotsAsync(Session.Id, Target, at - Math.Max(1_000_000, 2 * aggregation), at + 1, 12, closing.Token);
            details = page.Snapshots;
            if (details.Count > 0)
            {
                var figures = SessionFigures.Of(details);
                Figures = Figures with
                {
                    SamplerCpuPercent = figures.SamplerCpuPercent,
                    SamplingIntervalUs = figures.SamplingIntervalUs,
                    AggregationIntervalUs = figures.AggregationIntervalUs,
                    MissedTicks = figures.MissedTicks,
                };
                Changed?.Invoke();
            }
        }
        catch (ApiException fault)
        {
            Console.WriteLine($"The snapshots at the play head could not be loaded: {fault.Problem.Message}");
        }
        finally
        {
            detailing = false;
        }
    }
}
