using Damon.Client.Tests.Pictures;
using Damon.Client.Viewports;
using Damon.Client.Views;
using Damon.Contracts.Rest;

namespace Damon.Client.Tests.Views;

public sealed class RecordingViewTests : ViewTest
{
    private readonly SessionContext _page;
    private readonly TargetContext _target;
    private readonly RecordingView _view;
    private int _steps;
    private int _rests;

    public RecordingViewTests()
    {
        _page = Context(Stopped, () => _target!, () => _view!);
        _page.Moved += () => _steps++;
        _page.HeadRested += () => _rests++;
        _target = new TargetContext(_page, 0);
        _view = new RecordingView(_target);
    }

    public override void Dispose()
    {
        _view.Dispose();
        _page.Dispose();
        base.Dispose();
    }

    [Fact]
    public async Task Open_Everything_ShowsItByTwoCalls()
    {
        await _view.OpenAsync(null);
        await SettleAsync();

        Assert.Equal(2, Server.Asked.Count);
        Assert.EndsWith("/opening?target=0&at=11000000&points=600", Server.Asked[0], StringComparison.Ordinal);
        Assert.Contains("/cells?target=0&from=1000000&to=11000000&columns=100&bands=0x0-0x40000~200&overviewColumns=100&overviewBands=0x0-0x40000~24", Uri.UnescapeDataString(Server.Asked[1]), StringComparison.Ordinal);
        Assert.Equal(2, _view.Figures.Regions);
        Assert.Equal(109, _target.Detail.Snapshot?.Seq);
        Assert.Equal(24, _target.Overview.Grid?.Rows);
        Assert.Equal(3, _view.Lines.Points.Count);
        Assert.Contains(Surface.Drawings.ToArray(), drawing => drawing.Rows?.Count == 200);
    }

    [Fact]
    public async Task Open_LabelsNeedRoom_AsksForTheRowsThatRemain()
    {
        Surface.HeightWithLabels = 180;

        await _view.OpenAsync(null);
        await SettleAsync();

        Assert.Equal(2, Server.Asked.Count);
        Assert.Contains("bands=0x0-0x40000~180", Uri.UnescapeDataString(Server.Asked[1]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_PlotNotThereYet_AsksForCellsWhenItIs()
    {
        _page.Chart.Detach();
        await _view.OpenAsync(null);
        Assert.Single(Server.Asked);

        _page.Chart.Attach(Surface);
        await _view.ResizedAsync();
        await SettleAsync();

        Assert.Equal(2, Server.Asked.Count);
        Assert.Contains("overviewBands=", Server.Asked[1], StringComparison.Ordinal);
        Assert.Contains(Surface.Drawings.ToArray(), drawing => drawing.Rows?.Count == 200);
    }

    [Fact]
    public async Task Resized_SameRows_AsksForNothing()
    {
        await _view.OpenAsync(null);
        await SettleAsync();

        await _view.ResizedAsync();
        await SettleAsync();

        Assert.Equal(2, Server.Asked.Count);
    }

    [Fact]
    public async Task Resized_OtherRows_AsksForCellsOnly()
    {
        await _view.OpenAsync(null);
        await SettleAsync();

        Surface.HeightPixels = 300;
        await _view.ResizedAsync();
        await SettleAsync();

        Assert.Equal(3, Server.Asked.Count);
        Assert.Contains("bands=0x0-0x40000~300", Uri.UnescapeDataString(Server.Asked[2]), StringComparison.Ordinal);
        Assert.Contains(Surface.Drawings.ToArray(), drawing => drawing.Rows?.Count == 300);
    }

    [Fact]
    public async Task Open_NothingRecorded_AsksForNothing()
    {
        _page.Session = Stopped with { FirstUs = null, LastUs = null };
        using var view = new RecordingView(_target);

        await view.OpenAsync(null);

        Assert.Empty(Server.Asked);
        Assert.False(view.Loading);
    }

    [Fact]
    public async Task Open_APart_HasTheAxisOfTheWhole()
    {
        Server.Answer("GET", "sessions/s/opening", Opening with { Mappings = [Heap with { End = 8 * 4096 }], NewestMappings = [Heap] });

        await _view.OpenAsync(new ViewSettings { FromUs = 2_000_000, ToUs = 3_000_000, AtUs = 2_500_000, Low = 0, High = 32 * 4096 });

        Assert.Contains("from=2000000&to=3000000&at=2500000", Server.Asked[0], StringComparison.Ordinal);
        Assert.Equal(64UL * 4096, Assert.Single(_view.Axis.Bands).Range.End);
        Assert.Equal(new ViewRange(2_000_000, 3_000_000, 0, 0.5), _view.View);
        Assert.Equal(2_500_000, _page.Clock.PositionUs);
        Assert.Equal(2, Server.Asked.Count);
    }

    [Fact]
    public async Task Show_APart_LoadsExactlyItAndIsAStep()
    {
        await OpenAsync();

        await EndAsync(_view.ShowAsync(new ViewRange(3_000_000, 5_000_000, 0, 0.5)));

        var call = Assert.Single(CellCalls);
        Assert.Contains("from=3000000&to=5000000&columns=20&bands=0x0-0x20000~200", Uri.UnescapeDataString(call), StringComparison.Ordinal);
        Assert.Equal(1, _steps);
        Assert.Equal(3_000_000, _view.Source!.OriginUs);
        Assert.False(_view.Loading);
    }

    [Fact]
    public async Task Show_ASingleStep_IsDrawnOnceWithItsCells()
    {
        await OpenAsync();
        Surface.Drawings.Clear();

        var step = _view.ShowAsync(new ViewRange(3_000_000, 5_000_000, 0, 1));
        await EventuallyAsync(() => Assert.NotEmpty(Surface.Drawings), stepMs: 0);

        Assert.NotNull(Surface.Drawings.First().Update);
        Assert.Contains("xaxis.range", Surface.Drawings.First().Layout.Keys);
        await EndAsync(step);
    }

    [Fact]
    public async Task Show_CellsComeLate_MovesTheAxesMeanwhile()
    {
        await OpenAsync();
        var late = new TaskCompletionSource<HttpResponseMessage>();
        Server.AnswerWith("GET", "sessions/s/cells", _ => late.Task);
        Surface.Drawings.Clear();

        var step = _view.ShowAsync(new ViewRange(3_000_000, 5_000_000, 0, 1));
        await EventuallyAsync(() => Assert.NotEmpty(Surface.Drawings));

        Assert.Null(Surface.Drawings.First().Update);
        Assert.Contains("xaxis.range", Surface.Drawings.First().Layout.Keys);
        late.SetResult(new HttpResponseMessage { Content = new ByteArrayContent(new PackedCells(20, 200).Bytes.ToArray()) });
        await EndAsync(step);
        Assert.Contains(Surface.Drawings.ToArray(), drawing => drawing.Update is not null);
    }

    [Fact]
    public async Task Show_AnotherPartMeanwhile_CancelsTheFirstAndNeverShowsIt()
    {
        await OpenAsync();
        var late = new TaskCompletionSource<HttpResponseMessage>();
        Server.AnswerWith("GET", "sessions/s/cells", _ => late.Task);
        var first = _view.ShowAsync(new ViewRange(3_000_000, 5_000_000, 0, 1));
        await EventuallyAsync(() => Assert.Single(CellCalls));
        Assert.True(_view.Loading);

        Server.AnswerCells("sessions/s/cells");
        var second = _view.ShowAsync(new ViewRange(6_000_000, 7_000_000, 0, 1));
        await EndAsync(Task.WhenAll(first, second));
        late.SetResult(new HttpResponseMessage { Content = new ByteArrayContent(new PackedCells(20, 200).Bytes.ToArray()) });
        await SettleAsync();

        Assert.Contains("from=3000000", Assert.Single(Server.Cancelled), StringComparison.Ordinal);
        Assert.Equal(6_000_000, _view.Source!.OriginUs);
        Assert.Null(_page.Problem);
    }

    [Fact]
    public async Task Show_Refused_SaysWhyAndKeepsThePicture()
    {
        await OpenAsync();
        Server.Problem("GET", "sessions/s/cells", System.Net.HttpStatusCode.BadRequest, "Too many.");

        await EndAsync(_view.ShowAsync(new ViewRange(3_000_000, 5_000_000, 0, 1)));

        Assert.Equal("Too many.", _page.Problem?.Message);
        Assert.Equal(1_000_000, _view.Source!.OriginUs);
    }

    [Fact]
    public async Task Seek_MovesTheFiguresAndTheTables()
    {
        await OpenAsync();
        Server.Answer("GET", "sessions/s/snapshots", new SnapshotPage([Snapshots.At(59, Snapshots.Region(0, 64, 1))], null));

        await _view.SeekAsync(5_950_000);

        Assert.Equal(6, _view.Figures.Regions);
        Assert.Equal(1, _rests);
        await EventuallyAsync(() => Assert.Equal(59, _target.Detail.Snapshot?.Seq));
        Assert.Equal(1, _view.Figures.Regions);
    }

    [Fact]
    public async Task Seek_BesideTheView_ShowsThatPart()
    {
        await OpenAsync();
        await EndAsync(_view.ShowAsync(new ViewRange(3_000_000, 5_000_000, 0, 1)));

        await EndAsync(_view.SeekAsync(8_000_000));

        Assert.Equal(new ViewRange(7_000_000, 9_000_000, 0, 1), _view.View);
    }

    [Fact]
    public async Task Select_APart_ShowsItsLastSnapshot()
    {
        await OpenAsync();
        Server.Answer("GET", "sessions/s/snapshots", new SnapshotPage([Snapshots.At(49, Snapshots.Region(0, 64, 1))], null));

        await _target.Detail.SelectAsync(_view, new ViewRange(3_000_000, 5_000_000, 0.25, 0.5));

        Assert.Equal(new SelectedArea(3_000_000, 5_000_000, 16 * 4096, 32 * 4096), _target.Detail.Selection);
        Assert.Equal(49, _target.Detail.Snapshot?.Seq);
        Assert.Contains(Server.Asked.ToArray(), call => call.Contains("/snapshots?target=0&from=4999999&to=5000000", StringComparison.Ordinal));
        await _target.Detail.ClearAsync(_view);
        Assert.Null(_target.Detail.Selection);
        Assert.Equal(109, _target.Detail.Snapshot?.Seq);
    }

    [Fact]
    public async Task Look_IsTheCellAndCloserTheRegion()
    {
        await OpenAsync();
        Assert.Equal(50, _target.Hover.Look(_view, 4_950_000, 0.1).Percent);

        Server.Answer("GET", "sessions/s/snapshots", new SnapshotPage([Snapshots.At(49, Snapshots.Region(0, 64, 5))], null));
        var looking = _target.Hover.LookCloserAsync(_view, 4_950_000, 0.1);
        await EndAsync(looking);

        Assert.Equal(25, (await looking)?.Percent);
        Assert.True((await looking)?.IsRegion);
    }

    private async Task OpenAsync()
    {
        await _view.OpenAsync(null);
        await SettleAsync();
        Server.Forget();
    }

    // Whatever still waits for a moment, such as the tables, has had it.
    private async Task SettleAsync()
    {
        for (var i = 0; i < 6; i++)
        {
            Time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}
